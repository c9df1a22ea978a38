use std::thread;

use super::*;

#[test]
fn what_is_sealed_opens_with_the_same_key_and_context_only() {
    let sealer = Sealer::generate();
    let sealed = sealer.seal("api-key-md5:abcdefgh", b"secret");
    assert!(sealed.starts_with("v1."), "{sealed}");
    assert_eq!(sealer.unseal("api-key-md5:abcdefgh", &sealed).unwrap(), b"secret");
    assert!(matches!(sealer.unseal("api-key-md5:abcdefgi", &sealed), Err(SealError::Closed)));
    let other = Sealer::generate();
    assert!(matches!(other.unseal("api-key-md5:abcdefgh", &sealed), Err(SealError::Closed)));
}

#[test]
fn the_same_text_is_sealed_differently_each_time() {
    let sealer = Sealer::generate();
    assert_ne!(sealer.seal("context", b"secret"), sealer.seal("context", b"secret"));
}

#[test]
fn a_changed_or_cut_text_does_not_open() {
    let sealer = Sealer::generate();
    let sealed = sealer.seal("context", b"secret");
    for at in 0..sealed.len() {
        let mut changed = sealed.clone().into_bytes();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(sealer.unseal("context", &changed).is_err(), "{changed}");
        assert!(sealer.unseal("context", &sealed[..at]).is_err());
    }
}

#[test]
fn a_key_is_made_once_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("console.db.key");
    assert!(matches!(Sealer::load(&path), Err(SealError::Read { .. })));
    let sealed = Sealer::load_or_create(&path).unwrap().seal("context", b"secret");
    assert_eq!(Sealer::load(&path).unwrap().unseal("context", &sealed).unwrap(), b"secret");
    let again = Sealer::load_or_create(&path).unwrap();
    assert_eq!(again.unseal("context", &sealed).unwrap(), b"secret");
    assert_eq!(folder.path().read_dir().unwrap().count(), 1, "no draft is left behind");
}

#[test]
fn whoever_makes_the_key_at_the_same_time_gets_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let sealed: Vec<_> = thread::scope(|scope| {
        let work = || Sealer::load_or_create(&path).unwrap().seal("context", b"secret");
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let sealer = Sealer::load(&path).unwrap();
    assert!(sealed.iter().all(|sealed| sealer.unseal("context", sealed).is_ok()));
}

#[test]
fn a_file_without_a_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    for text in ["", "00", &"0".repeat(63), &"0".repeat(66), &"x".repeat(64)] {
        write_private(&path, text).unwrap();
        assert!(matches!(Sealer::load(&path), Err(SealError::NoKey { .. })), "{text}");
        fs::remove_file(&path).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    Sealer::load_or_create(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    for mode in [0o640, 0o604, 0o620] {
        fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        let Err(error) = Sealer::load(&path) else { panic!("{mode:o} was taken") };
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }
}
