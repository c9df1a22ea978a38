//! The cloud that roles are assumed in: AWS, or the sandbox.

mod aws;

use engine::{CloudCall, CloudOutcome, ports::Cloud, sandbox::SandboxCloud};

pub use aws::{AwsCloud, AwsError};

use crate::surroundings::System;

/// One of the clouds, chosen at the start.
pub enum AnyCloud {
    /// No AWS account is contacted.
    Sandbox(SandboxCloud<System>),
    /// The AWS APIs.
    Aws(Box<AwsCloud>),
}

impl Cloud for AnyCloud {
    async fn call(&self, call: &CloudCall) -> CloudOutcome {
        match self {
            Self::Sandbox(cloud) => cloud.call(call).await,
            Self::Aws(cloud) => cloud.call(call).await,
        }
    }
}
