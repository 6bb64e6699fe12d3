//! Signatures of the root, in the format of minisign.

use crate::digest::hex;
use crate::files::{FORMAT, Files, ROOT, SIGNATURE, root_line};
use crate::open::about;
use crate::replay::intact;
use bartar_criteria::{Text, text};
use minisign::{KeyPair, PError, PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};
use std::io::Cursor;

/// What a signature says of itself where nothing protects it.
const UNTRUSTED: &str = "signature of the root of a bartar record";
/// What a secret key says of itself.
const SECRET_KEY: &str = "minisign secret key for bartar records";
/// Most bytes of a comment.
const LONGEST_COMMENT: usize = 1024;
/// Characters of a secret key in base64, and what those of a key with a password begin with: its algorithms.
const SECRET_LENGTH: usize = 212;
const ENCRYPTED: &str = "RWRTY0Iy";
/// Where the check sum of a secret key begins; minisign leaves it empty (all `A`) in keys without a password.
const CHECK_SUM: usize = 168;
/// Characters in base64 of a signature, and of the one over it and its comment.
const SIGNATURE_LENGTHS: [usize; 2] = [100, 88];

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
    let signature = signature_box(signature)?;
    minisign::verify(&key, &signature, Cursor::new(root), true, false, false).map_err(|error| {
        text!(fa: "امضای این کلید بر این ریشه نیست: {error}", en: "it is no signature of this key over this root: {error}")
    })
}

fn signature_box(text: &str) -> Result<SignatureBox, Text> {
    let unreadable = |why: &dyn std::fmt::Display| text!(fa: "امضا خوانده نمی‌شود: {why}", en: "the signature cannot be read: {why}");
    // A signature that was cut short is no signature; what reads it holds that it is whole.
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let whole = [1, 3].into_iter().zip(SIGNATURE_LENGTHS).all(|(line, length)| {
        let padding = if length == 100 { "=" } else { "==" };
        lines.get(line).is_some_and(|line| {
            line.len() == length && line.strip_suffix(padding).is_some_and(|rest| !rest.contains('='))
        })
    });
    if !whole {
        return Err(text!(fa: "امضا کامل نیست", en: "the signature is not whole"));
    }
    SignatureBox::from_string(text).map_err(|error| unreadable(&error))
}

fn public_key(text: &str) -> Result<PublicKey, Text> {
    let boxed = PublicKeyBox::from_string(text).and_then(PublicKey::from_box);
    boxed.or_else(|_| PublicKey::from_base64(text.trim())).map_err(
        |error| text!(fa: "کلید عمومی خوانده نمی‌شود: {error}", en: "the public key cannot be read: {error}"),
    )
}

/// The secret key in the text of a file of minisign. A key with a password that is not given asks for it at the terminal.
///
/// # Errors
/// When it is no such key, or the password is not its own.
pub fn secret_key(text: &str, password: Option<String>) -> Result<SecretKey, Text> {
    let unreadable = || {
        text!(
            fa: "کلید محرمانهٔ minisign نیست، یا آسیب دیده است",
            en: "it is no secret key of minisign, or it is damaged"
        )
    };
    let encoded = text.lines().nth(1).unwrap_or_default();
    if encoded.len() != SECRET_LENGTH {
        return Err(unreadable());
    }
    let boxed = SecretKeyBox::from_string(text).map_err(|_| unreadable())?;
    if !encoded.starts_with(ENCRYPTED) {
        let unchecked =
            encoded.get(CHECK_SUM..).is_some_and(|sum| sum.trim_end_matches('=').chars().all(|c| c == 'A'));
        if unchecked {
            // That the two halves belong together is seen when the signature is verified.
            let bytes = from_base64(encoded).ok_or_else(unreadable)?;
            return SecretKey::from_bytes(&bytes).map_err(|_| unreadable());
        }
        return SecretKey::from_unencrypted_box(boxed).map_err(|_| unreadable());
    }
    let asked = password.is_none();
    SecretKey::from_box(boxed, password).map_err(|error| match error.kind() {
        minisign::ErrorKind::Verify => {
            text!(fa: "گذرواژه از آنِ این کلید نیست", en: "the password is not the key's")
        }
        _ if asked => unasked(&error),
        _ => unreadable(),
    })
}

/// The bytes of a text in base64 (RFC 4648, section 4); none where it is not one.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for digit in text.trim_end_matches('=').bytes() {
        let value = ALPHABET.iter().position(|known| *known == digit)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// Why no password came from the terminal.
fn unasked(error: &PError) -> Text {
    match error.kind() {
        minisign::ErrorKind::Generate => {
            text!(fa: "دو گذرواژه یکسان نیستند", en: "the two passwords differ")
        }
        minisign::ErrorKind::Misc => text!(
            fa: "گذرواژه بیش از ۱۰۲۴ بایت دارد",
            en: "the password has more than 1024 bytes"
        ),
        _ => text!(
            fa: "گذرواژه از پایانه پرسیده نشد؛ آن را با \u{2066}--password-file FILE\u{2069} بدهید",
            en: "the password could not be asked for at the terminal; give it with --password-file FILE"
        ),
    }
}

/// How a new key is protected.
#[derive(Debug)]
pub enum Protection {
    /// By nothing: whoever has the file can sign.
    Nothing,
    /// By this password.
    Password(String),
    /// By a password that is asked for at the terminal.
    Asked,
}

/// A new pair of keys, as files of minisign: the secret one and the public one.
///
/// # Errors
/// When the system gives no random numbers, or no password could be asked for.
pub fn new_key(protection: Protection) -> Result<[String; 2], Text> {
    let asked = matches!(protection, Protection::Asked);
    let pair = match protection {
        Protection::Nothing => KeyPair::generate_unencrypted_keypair(),
        Protection::Password(password) => KeyPair::generate_encrypted_keypair(Some(password)),
        Protection::Asked => KeyPair::generate_encrypted_keypair(None),
    };
    let failed = |error: PError| {
        if asked {
            return unasked(&error);
        }
        text!(fa: "کلید ساخته نشد: {error}", en: "the key could not be made: {error}")
    };
    let KeyPair { pk, sk } = pair.map_err(failed)?;
    let secret = sk.to_box(Some(SECRET_KEY)).map_err(failed)?.into_string();
    Ok([secret, pk.to_box().map_err(failed)?.into_string()])
}

/// Signs the root of a record whose files are whole and unchanged, and verifies the signature: the text of `ROOT.minisig`, and the
/// public key that verifies it. The signature protects what its comment says too: root, rulebook, edition, and the words given.
///
/// # Errors
/// When the record is not intact, the comment cannot stand in a line, or the key is not sound.
pub fn sign(files: &Files, key: &SecretKey, comment: Option<&str>) -> Result<[String; 2], Text> {
    let root = intact(files)?;
    let line = root_line(&root);
    if files.get(ROOT) != Some(line.as_bytes()) {
        return Err(
            text!(fa: "فایل {ROOT} تنها یک خط و پایان آن نیست", en: "{ROOT} is not one line with its end"),
        );
    }
    let rulebook = about(files).map_err(|damage| damage.what)?.rulebook;
    let (hash, id, edition) = (hex(&root), rulebook.id, rulebook.edition);
    let words = comment.map(str::trim).filter(|words| !words.is_empty());
    let words = words.map(|words| format!(": {words}")).unwrap_or_default();
    let trusted = format!("{FORMAT} {hash} rulebook {id} edition {edition}{words}");
    if trusted.len() > LONGEST_COMMENT || trusted.chars().any(char::is_control) {
        return Err(text!(
            fa: "توضیح امضا باید یک خط و کوتاه‌تر از هزار بایت باشد",
            en: "the comment of a signature must be one line of less than a thousand bytes"
        ));
    }
    let failed = |error: PError| text!(fa: "امضا نشد: {error}", en: "it could not be signed: {error}");
    let public = PublicKey::from_secret_key(key).map_err(failed)?;
    let signature = minisign::sign(Some(&public), key, Cursor::new(&line), Some(&trusted), Some(UNTRUSTED));
    let signature = signature.map_err(failed)?.into_string();
    let public = public.to_base64();
    verify_text(line.as_bytes(), &signature, &public)?;
    Ok([signature, public])
}
