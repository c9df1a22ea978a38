//! The cloud that roles are assumed in: AWS, or the sandbox.

mod aws;

use engine::{
    CloudCall, CloudOutcome,
    encryption::{KmsCall, KmsOutcome},
    ports::{Cloud, Keys},
    sandbox::SandboxCloud,
};

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
            Self::Sandbox(cloud) => Cloud::call(cloud, call).await,
            Self::Aws(cloud) => Cloud::call(&**cloud, call).await,
        }
    }
}

impl Keys for AnyCloud {
    async fn call(&self, call: &KmsCall) -> KmsOutcome {
        match self {
            Self::Sandbox(cloud) => Keys::call(cloud, call).await,
            Self::Aws(cloud) => Keys::call(&**cloud, call).await,
        }
    }
}
