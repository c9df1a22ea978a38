//! Keys of the sandbox, without asking it.

use console_backend::surroundings::{System, hex};
use engine::{
    AccessRole, Limits,
    encryption::{
        AccessKey, Identity, KeyAccess, KeyChecks, KeyStep, KmsCall, KmsOutcome, KmsRequest,
        MasterKey, OpenedKey, Present, ProvenKey, SecretKey, Target,
    },
    ports::Clock,
    sandbox,
};
use wire::ProjectId;

use super::PROJECT;

/// The proof that the role reaches a key.
pub fn proven(role: &AccessRole) -> ProvenKey {
    let (master, now) = (SecretKey::generate(&System), System.now());
    let (project, target) = (role.project.clone(), target(role, "ok-1"));
    drive(KeyChecks::enable(project, target, master, Limits::default(), now)).proven().unwrap()
}

/// The proof that the role reaches a key that can follow the present one.
pub fn proven_next(role: &AccessRole, current: &MasterKey, key: &str) -> ProvenKey {
    let target = target(role, key);
    let present = Present { master: current.clone(), identity: target.identity.clone() };
    let (master, now) = (SecretKey::generate(&System), System.now());
    let project = role.project.clone();
    drive(KeyChecks::rotate(project, target, present, master, Limits::default(), now))
        .proven()
        .unwrap()
}

/// A master key of the sandbox in the clear.
pub fn opened(project: &ProjectId, master: &MasterKey) -> OpenedKey {
    let (id, secret) = (String::new(), String::new().into());
    let identity = Identity::Credentials(AccessKey { id, secret });
    let present = Present { master: master.clone(), identity };
    drive(KeyChecks::open(project.clone(), present, Limits::default(), System.now()))
        .opened()
        .unwrap()
}

fn drive(mut checks: KeyChecks) -> KeyChecks {
    let now = System.now();
    while let KeyStep::Call(call) = checks.next(now) {
        checks.take(sandbox::usable(&call), now);
    }
    checks
}

fn target(role: &AccessRole, key: &str) -> Target {
    let (arn, _) = role.authorized().unwrap();
    let identity = Identity::Role { arn: arn.clone(), external_id: role.external_id.clone() };
    let (key, region) = (key.parse().unwrap(), "us-east-1".parse().unwrap());
    Target { key, region, access: KeyAccess::Role(role.id.clone()), identity }
}

/// What a master key of the sandbox would be as ciphertext, had the key of that ARN encrypted it.
pub fn moved(master: &MasterKey, key_arn: &str) -> String {
    let call = |request| KmsCall {
        identity: Identity::Credentials(AccessKey {
            id: String::new(),
            secret: String::new().into(),
        }),
        region: master.region,
        request,
    };
    let project: ProjectId = PROJECT.parse().unwrap();
    let (arn, ciphertext) = (master.key_arn.clone(), master.ciphertext.clone());
    let decrypt = KmsRequest::Decrypt { key_arn: arn, ciphertext, project: project.clone() };
    let KmsOutcome::Decrypted(plaintext) = sandbox::usable(&call(decrypt)) else { panic!() };
    let key_arn = key_arn.to_owned();
    let encrypt = KmsRequest::Encrypt { key_arn, plaintext, project };
    let KmsOutcome::Encrypted(bytes) = sandbox::usable(&call(encrypt)) else { panic!() };
    hex(&bytes)
}
