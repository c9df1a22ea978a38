//! Who is asking: passwords, sessions, API keys.

pub mod api_key;
pub mod digest;
pub mod password;
pub mod seal;
pub mod session;
