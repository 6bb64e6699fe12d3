//! The Merkle tree of the entries, after RFC 6962, section 2.1: leaves and nodes are hashed with different prefixes, so that
//! none can stand for the other, and an odd node goes up as it is, so that no leaf counts twice.

use crate::digest::{Hash, sha256};
use rayon::prelude::*;

/// The hash of a leaf.
#[must_use]
pub fn leaf(data: &[u8]) -> Hash {
    sha256(&[&[0], data])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The root over the hashes of leaves, in their order; that of nothing is the hash of nothing.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    let mut level = leaves.to_vec();
    while level.len() > 1 {
        level = above(&level);
    }
    level.first().copied().unwrap_or_else(|| sha256(&[]))
}

/// The level above one.
fn above(level: &[Hash]) -> Vec<Hash> {
    level
        .par_chunks(2)
        .with_min_len(512)
        .map(|pair| match pair {
            [left, right] => node(left, right),
            // A single one goes up as it is.
            alone => alone.first().copied().unwrap_or_default(),
        })
        .collect()
}

/// The inclusion proof of one leaf: its siblings on the way up; none where there is no such leaf.
#[must_use]
pub fn path(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    leaves.get(index)?;
    let (mut level, mut index, mut path) = (leaves.to_vec(), index, Vec::new());
    while level.len() > 1 {
        path.extend(level.get(index ^ 1));
        level = above(&level);
        index /= 2;
    }
    Some(path)
}

/// The root that a leaf's inclusion proof leads to, among so many leaves (RFC 9162, section 2.1.3.2); none where the proof has
/// another length than such a tree asks for.
#[must_use]
pub fn root_by_path(leaf: Hash, index: u64, leaves: u64, path: &[Hash]) -> Option<Hash> {
    let mut last = leaves.checked_sub(1)?;
    if index > last {
        return None;
    }
    let (mut index, mut hash, mut path) = (index, leaf, path.iter());
    while last > 0 {
        if index & 1 == 1 {
            hash = node(path.next()?, &hash);
        } else if index < last {
            hash = node(&hash, path.next()?);
        }
        (index, last) = (index >> 1, last >> 1);
    }
    path.next().is_none().then_some(hash)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::{Hash, leaf, path, root, root_by_path};
    use crate::digest::hex;

    /// The inputs and roots of the test vectors of Certificate Transparency (`merkletree_test.go` of
    /// `certificate-transparency-go`).
    const INPUTS: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn roots_are_those_of_the_published_vectors() {
        let leaves: Vec<Hash> = INPUTS.iter().map(|input| leaf(input)).collect();
        for (size, expected) in ROOTS.iter().enumerate() {
            assert_eq!(hex(&root(&leaves[..size])), *expected, "{size} leaves");
        }
    }

    #[test]
    fn every_path_leads_to_the_root_and_no_other_leaf_place_size_or_path_does() {
        for size in 1..40_usize {
            let leaves: Vec<Hash> = (0..size).map(|number| leaf(&number.to_be_bytes())).collect();
            let whole = root(&leaves);
            for index in 0..size {
                let way = path(&leaves, index).unwrap();
                let at = |leaf: Hash, index: usize, size: usize, way: &[Hash]| {
                    root_by_path(leaf, index as u64, size as u64, way)
                };
                assert_eq!(at(leaves[index], index, size, &way), Some(whole), "{index} of {size}");
                for other in (0..size).filter(|other| *other != index) {
                    assert_ne!(at(leaves[other], index, size, &way), Some(whole));
                    assert_ne!(at(leaves[index], other, size, &way), Some(whole));
                }
                assert_eq!(at(leaves[index], size, size, &way), None);
                for cut in 0..way.len() {
                    assert_eq!(at(leaves[index], index, size, &way[..cut]), None);
                }
                let longer: Vec<Hash> = way.iter().copied().chain([whole]).collect();
                assert_eq!(at(leaves[index], index, size, &longer), None);
            }
        }
        assert_eq!(path(&[], 0), None);
    }
}
