//! Signatures of the root, in the format of minisign.

use crate::files::{Files, ROOT, SIGNATURE};
use bartar_criteria::{Text, text};
use minisign::{PublicKeyBox, SignatureBox};
use std::io::Cursor;

/// The signature of a record, where it has one.
#[must_use]
pub fn of(files: &Files) -> Option<&[u8]> {
    files.get(SIGNATURE)
}

/// Verifies that the root of a record was signed with the secret half of a public key: the key's text, or the file that
/// minisign writes.
///
/// # Errors
/// Why not, in words.
pub fn verify(files: &Files, key: &str) -> Result<(), Text> {
    let root = files.get(ROOT).unwrap_or_default();
    let signature =
        files.get(SIGNATURE).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    verify_text(root, signature, key)
}

/// Verifies a signature of a root line.
///
/// # Errors
/// Why it is none of this key over this line, in words.
pub fn verify_text(root: &[u8], signature: &str, key: &str) -> Result<(), Text> {
    let key = public_key(key)?;
    let signature = SignatureBox::from_string(signature).map_err(
        |error| text!(fa: "امضا خوانده نمی‌شود: {error}", en: "the signature cannot be read: {error}"),
    )?;
    minisign::verify(&key, &signature, Cursor::new(root), true, false, false).map_err(|error| {
        text!(fa: "امضای این کلید بر این ریشه نیست: {error}", en: "it is no signature of this key over this root: {error}")
    })
}

fn public_key(text: &str) -> Result<minisign::PublicKey, Text> {
    let boxed = PublicKeyBox::from_string(text).and_then(minisign::PublicKey::from_box);
    boxed.or_else(|_| minisign::PublicKey::from_base64(text.trim())).map_err(
        |error| text!(fa: "کلید عمومی خوانده نمی‌شود: {error}", en: "the public key cannot be read: {error}"),
    )
}
