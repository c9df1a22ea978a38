//! Who is asking: passwords, sessions, API keys.

pub mod api_key;
pub mod digest;
pub mod invitation;
pub mod ip_access_list;
pub mod password;
pub mod seal;
pub mod service_account;
pub mod session;
