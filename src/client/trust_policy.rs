//! The trust policy of a role that exists already.

use wire::console::{PresentTrustPolicy, TrustPolicyMerge};

use super::{Call, roles::role_url};

/// Asks for a role's present trust policy with the service added. Nothing is changed.
pub(crate) fn merge(project: &str, role: &str, policy: String) -> Call<TrustPolicyMerge> {
    let url = role_url(project, role, "/trust-policy/merge");
    Call::write("POST", url, &PresentTrustPolicy { policy })
}
