//! Why a customer master key can't be used, and what mends it.

use wire::console::{KeyFailure, KeyFailureReason as Reason};

use crate::language::{Text, t};

/// What mends a key that can't be used, besides words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Nothing but what the words say.
    Words,
    /// The role's own page, with its trust policy.
    Role,
    /// The access policy, on the role.
    RolePolicy,
    /// The statement, in the key's policy.
    KeyPolicy,
    /// Both of them.
    BothPolicies,
    /// A command of AWS KMS for this key.
    Key(&'static str),
    /// Two commands of AWS KMS for this key.
    Keys(&'static str, &'static str),
    /// A command of AWS KMS for no key in particular.
    Region(&'static str),
}

/// A failure, for a person who can mend it.
pub(crate) struct Explanation {
    /// The one thing to know: what is at fault.
    pub(crate) title: String,
    /// Where it may come from, the likeliest first.
    pub(crate) causes: Vec<Text>,
    /// What to do next.
    pub(crate) next: String,
    /// What that is done with.
    pub(crate) remedy: Remedy,
}

/// Explains why a key can't be used.
pub(crate) fn explain(failure: &KeyFailure, service: &str) -> Explanation {
    let action = match failure.action.as_str() {
        "" => t("this").get(),
        action => action,
    };
    let (title, causes, next, remedy): (String, Vec<Text>, String, Remedy) = match failure
        .reason
    {
        Reason::RoleNotAssumable => (
            t("The role: AWS refused to let it be assumed").to_owned(),
            vec![
                t("Its trust policy was changed since it was authorized, or the role was deleted."),
                t("A service control policy of your organization forbids it."),
            ],
            t("Open the role's details, compare its trust policy, and validate it again:").to_owned(),
            Remedy::Role,
        ),
        Reason::CredentialsRefused => (
            t("The credentials: AWS does not accept the access key").to_owned(),
            vec![t("The access key was deleted or made inactive.")],
            t("Send a working access key through the API, or switch to a role.").to_owned(),
            Remedy::Words,
        ),
        Reason::RolePolicy => (
            t("The role's policy: it does not allow {0}").with(&[action]),
            vec![
                t("The access policy is not on the role, or names another key, region or account."),
                t("The policy was added less than a minute ago, and AWS has not spread it yet."),
                t("A permissions boundary of the role leaves this action out."),
            ],
            t("Put the access policy on the role:").to_owned(),
            Remedy::RolePolicy,
        ),
        Reason::KeyPolicy => (
            t("The key's policy: it does not allow {0}").with(&[action]),
            vec![
                t("No statement of the key's policy names the role or its AWS account."),
                t("The statement that does leaves this action out, or has a condition that is not met."),
            ],
            t("Look at the key's policy, and add the statement to its list Statement:").to_owned(),
            Remedy::KeyPolicy,
        ),
        Reason::KeyPolicyOrMissing => (
            t("The key's policy or the key: AWS refused {0} and does not tell whether there is such a key").with(&[action]),
            vec![
                t("The account, the region or the ID in the ARN is mistyped, so that there is no such key."),
                t("The key's policy does not allow the role of this other account."),
            ],
            t("Compare the ARN with the key's page in the AWS console. If it is right, add the statement to the key's policy:").to_owned(),
            Remedy::KeyPolicy,
        ),
        Reason::ExplicitDeny => (
            t("A policy: it denies {0}").with(&[action]),
            vec![
                t("A statement with the effect Deny in a policy of the role or in the key's policy."),
                t("A service control policy of your organization."),
            ],
            t("AWS names the kind of policy above. Remove the statement there, or make an exception for the role. Look at the key's policy with:").to_owned(),
            Remedy::Key("get-key-policy"),
        ),
        Reason::AccessDenied => (
            t("A policy: AWS refused {0} and does not tell which one").with(&[action]),
            vec![
                t("The access policy is not on the role, or names another key."),
                t("The key's policy does not allow the role."),
            ],
            t("Put the access policy on the role, and see that the key's policy has the statement:").to_owned(),
            Remedy::BothPolicies,
        ),
        Reason::KeyNotFound => (
            t("The key ID: there is no such key in this region").to_owned(),
            vec![t("The ID, the account or the region is mistyped."), t("The key was deleted.")],
            t("List the keys of the region, and compare:").to_owned(),
            Remedy::Region("list-keys"),
        ),
        Reason::KeyNotInAccount => (
            t("The key ID or the region: there is no such key in the role's AWS account").to_owned(),
            vec![
                t("The key is in another region than the chosen one."),
                t("The key is in another AWS account: such a key is named by its ARN."),
                t("The ID or the alias is mistyped."),
            ],
            t("List the aliases of the region, signed in to the account of the role, and compare:").to_owned(),
            Remedy::Region("list-aliases"),
        ),
        Reason::WrongRegion => (
            t("The region: the key belongs to another one").to_owned(),
            vec![t("The key was made in another region than the chosen one.")],
            t("Choose the region that the key's ARN names.").to_owned(),
            Remedy::Words,
        ),
        Reason::KeyDisabled => (
            t("The key's state: it is disabled").to_owned(),
            vec![t("Somebody disabled it in AWS KMS.")],
            t("Enable it:").to_owned(),
            Remedy::Key("enable-key"),
        ),
        Reason::KeyPendingDeletion => (
            t("The key's state: it is about to be deleted").to_owned(),
            vec![t("Somebody scheduled its deletion in AWS KMS. Once it is deleted, nothing that it encrypted can be read.")],
            t("Cancel the deletion, then enable the key:").to_owned(),
            Remedy::Keys("cancel-key-deletion", "enable-key"),
        ),
        Reason::KeyPendingImport => (
            t("The key's state: it has no key material yet").to_owned(),
            vec![t("It was made for imported key material, which was not imported, or has expired.")],
            t("Import the key material in AWS KMS. What the key is waiting for:").to_owned(),
            Remedy::Key("describe-key"),
        ),
        Reason::KeyUnavailable => (
            t("The key's state: AWS KMS can't use it now").to_owned(),
            vec![t("Its custom key store is not connected."), t("It is only just being made.")],
            t("See what state it is in:").to_owned(),
            Remedy::Key("describe-key"),
        ),
        Reason::NotSymmetric => (
            t("The kind of key: it is not a symmetric one").to_owned(),
            vec![t("It was made for signing, or with a pair of keys. Such a key can't encrypt other keys.")],
            t("Create a symmetric key, which AWS does unless told otherwise, and enter its ARN:").to_owned(),
            Remedy::Region("create-key"),
        ),
        Reason::NotCustomerManaged => (
            t("The kind of key: AWS manages it").to_owned(),
            vec![t("The policy of such a key can't be changed, so no role of yours can be let in.")],
            t("Create a customer managed key, and enter its ARN:").to_owned(),
            Remedy::Region("create-key"),
        ),
        Reason::WrongKey => (
            t("The key: it does not decrypt what it should").to_owned(),
            vec![t("The alias was moved to another key, or the imported key material is another one.")],
            t("See which key it is now:").to_owned(),
            Remedy::Key("describe-key"),
        ),
        Reason::WrappedKeyDamaged => (
            t("{0}: the key of a cluster can't be unwrapped").with(&[service]),
            vec![t("What is stored of it is damaged. Nothing is wrong with your key.")],
            t("Tell whoever operates {0}, who can restore it from a backup.").with(&[service]),
            Remedy::Words,
        ),
        Reason::ServiceIdentity => (
            t("{0} itself can't sign in to AWS").with(&[service]),
            vec![t("AWS does not accept the credentials of the service. Nothing is wrong with your key.")],
            t("Tell whoever operates {0}.").with(&[service]),
            Remedy::Words,
        ),
        Reason::Throttled => (
            t("AWS asked to slow down").to_owned(),
            vec![t("Too many calls were made in a short time. This says nothing about your key.")],
            t("Wait a minute, then try again.").to_owned(),
            Remedy::Words,
        ),
        Reason::Unreachable => (
            t("AWS could not be reached").to_owned(),
            vec![t("The service got no answer from AWS. This says nothing about your key.")],
            t("Try again in a few minutes. If it stays like this, look at the AWS Health Dashboard.").to_owned(),
            Remedy::Words,
        ),
    };
    Explanation { title, causes, next, remedy }
}

#[cfg(test)]
mod tests {
    use wire::console::KeyCheckKind;

    use super::*;

    const REASONS: [Reason; 20] = [
        Reason::RoleNotAssumable,
        Reason::CredentialsRefused,
        Reason::RolePolicy,
        Reason::KeyPolicy,
        Reason::KeyPolicyOrMissing,
        Reason::ExplicitDeny,
        Reason::AccessDenied,
        Reason::KeyNotFound,
        Reason::KeyNotInAccount,
        Reason::WrongRegion,
        Reason::KeyDisabled,
        Reason::KeyPendingDeletion,
        Reason::KeyPendingImport,
        Reason::KeyUnavailable,
        Reason::NotSymmetric,
        Reason::NotCustomerManaged,
        Reason::WrongKey,
        Reason::WrappedKeyDamaged,
        Reason::ServiceIdentity,
        Reason::Throttled,
    ];

    fn failure(reason: Reason, action: &str) -> KeyFailure {
        let message = String::new();
        KeyFailure { reason, check: KeyCheckKind::Encrypt, action: action.to_owned(), message }
    }

    #[test]
    fn every_reason_says_what_is_at_fault_why_and_what_next() {
        for reason in REASONS.into_iter().chain([Reason::Unreachable]) {
            let it = explain(&failure(reason, "kms:Encrypt"), "Atlas");
            assert!(!it.title.is_empty() && !it.causes.is_empty(), "{reason:?}");
            // What something is done with follows the words.
            assert_eq!(it.next.ends_with(':'), it.remedy != Remedy::Words, "{reason:?}");
        }
    }

    #[test]
    fn a_policy_is_told_with_the_action_that_it_lacks() {
        let title = |reason, action| explain(&failure(reason, action), "Atlas").title;
        assert_eq!(
            title(Reason::RolePolicy, "kms:Encrypt"),
            "The role's policy: it does not allow kms:Encrypt"
        );
        assert_eq!(
            title(Reason::KeyPolicy, "kms:Decrypt"),
            "The key's policy: it does not allow kms:Decrypt"
        );
        assert_eq!(title(Reason::ExplicitDeny, ""), "A policy: it denies this");
    }
}
