//! Who is asking: passwords, identity providers, sessions, API keys.

pub mod api_key;
pub mod cookie;
pub mod digest;
pub mod invitation;
pub mod ip_access_list;
pub mod oidc;
pub mod password;
pub mod seal;
pub mod service_account;
pub mod session;
