//! AWS, over its SDK. Endpoint, region and credentials come by the SDK's default chain, so `AWS_ENDPOINT_URL` reaches
//! an emulator.

mod kms;

use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig, timeout::TimeoutConfig};
use aws_sdk_sts::{
    Client,
    config::ProvideCredentials,
    error::{DisplayErrorContext, ProvideErrorMetadata, SdkError},
};
use aws_smithy_http_client::{Builder, tls};
use engine::{CloudCall, CloudOutcome, ports::Cloud};
use wire::{ArnError, ServicePrincipal};

/// One call, its connection included, takes no longer; the engine tries again by its own rules.
const CALL: Duration = Duration::from_secs(5);
const CONNECT: Duration = Duration::from_secs(2);

/// AWS as the service sees it.
pub struct AwsCloud {
    config: SdkConfig,
    sts: Client,
    session_name: String,
    sessions: kms::Sessions,
}

/// Why AWS does not say who the service is.
#[derive(Debug, thiserror::Error)]
pub enum AwsError {
    /// The call failed.
    #[error("AWS does not say which account the service acts as: {0}")]
    Call(String),
    /// The answer was none.
    #[error("AWS named no account that the service acts as: {0}")]
    Caller(#[from] ArnError),
}

impl AwsCloud {
    /// Reads the configuration of the environment. `service_name` names the sessions in the customer's CloudTrail.
    pub async fn new(service_name: &str) -> Self {
        let http = Builder::new()
            .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
            .build_https();
        let timeouts =
            TimeoutConfig::builder().connect_timeout(CONNECT).operation_timeout(CALL).build();
        let config = aws_config::defaults(BehaviorVersion::latest())
            .http_client(http)
            .timeout_config(timeouts)
            .retry_config(RetryConfig::disabled())
            .load()
            .await;
        let config = match config.region() {
            Some(_) => config,
            None => config.into_builder().region(Region::new("us-east-1")).build(),
        };
        let sts = Client::new(&config);
        Self {
            config,
            sts,
            session_name: session_name(service_name),
            sessions: kms::Sessions::default(),
        }
    }

    /// The account that the credentials belong to.
    ///
    /// # Errors
    /// [`AwsError`].
    pub async fn principal(&self) -> Result<ServicePrincipal, AwsError> {
        let answer = self.sts.get_caller_identity().send().await;
        let answer =
            answer.map_err(|error| AwsError::Call(DisplayErrorContext(error).to_string()))?;
        Ok(ServicePrincipal::of_caller(answer.arn().unwrap_or_default())?)
    }

    async fn caller_identity(&self) -> CloudOutcome {
        // Asked for by themselves, as the SDK tells missing credentials and a dead network alike.
        if let Some(provider) = self.config.credentials_provider()
            && let Err(error) = provider.provide_credentials().await
        {
            return CloudOutcome::BadCredentials(DisplayErrorContext(error).to_string());
        }
        outcome(self.sts.get_caller_identity().send().await)
    }
}

impl Cloud for AwsCloud {
    async fn call(&self, call: &CloudCall) -> CloudOutcome {
        match call {
            CloudCall::CallerIdentity => self.caller_identity().await,
            CloudCall::AssumeRole { arn, external_id } => outcome(
                self.sts
                    .assume_role()
                    .role_arn(arn.as_str())
                    .set_external_id(external_id.as_str().map(str::to_owned))
                    .role_session_name(&self.session_name)
                    .duration_seconds(900)
                    .send()
                    .await,
            ),
        }
    }
}

/// What an answer of AWS means for a validation. Credentials of an assumed role are dropped right here.
fn outcome<T, E, R>(answer: Result<T, SdkError<E, R>>) -> CloudOutcome
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug,
{
    let error = match answer {
        Ok(_) => return CloudOutcome::Done,
        Err(error) => error,
    };
    let SdkError::ServiceError(service) = &error else {
        return CloudOutcome::Unreachable(DisplayErrorContext(error).to_string());
    };
    let code = service.err().code().unwrap_or_default();
    let message = service.err().message().unwrap_or(code).to_owned();
    classify(code, message)
}

/// Codes of <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html> and of `AssumeRole`.
fn classify(code: &str, message: String) -> CloudOutcome {
    match code {
        "InvalidClientTokenId"
        | "SignatureDoesNotMatch"
        | "ExpiredToken"
        | "ExpiredTokenException"
        | "IncompleteSignature"
        | "MissingAuthenticationToken"
        | "NotAuthorized"
        | "UnrecognizedClientException" => CloudOutcome::BadCredentials(message),
        "Throttling"
        | "ThrottlingException"
        | "RequestLimitExceeded"
        | "TooManyRequestsException" => CloudOutcome::Throttled(message),
        "InternalFailure" | "InternalError" | "ServiceUnavailable" | "RequestExpired" | "" => {
            CloudOutcome::Unreachable(message)
        }
        _ => CloudOutcome::Refused(message),
    }
}

/// A session name of 2 to 64 of `[A-Za-z0-9+=,.@_-]`.
fn session_name(service_name: &str) -> String {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(*c);
    let name: String = service_name.chars().filter(allowed).take(40).collect();
    [name.as_str(), "-access-check"].concat().trim_start_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_a_slow_down_and_silence_are_told_apart() {
        let kind = |code| match classify(code, String::new()) {
            CloudOutcome::Done => "done",
            CloudOutcome::Refused(_) => "refused",
            CloudOutcome::BadCredentials(_) => "bad credentials",
            CloudOutcome::Throttled(_) => "throttled",
            CloudOutcome::Unreachable(_) => "unreachable",
        };
        assert_eq!(kind("AccessDenied"), "refused");
        assert_eq!(kind("NoSuchEntity"), "refused");
        assert_eq!(kind("ExpiredToken"), "bad credentials");
        assert_eq!(kind("Throttling"), "throttled");
        assert_eq!(kind("InternalFailure"), "unreachable");
        assert_eq!(kind(""), "unreachable");
    }

    #[test]
    fn a_session_name_keeps_what_sts_takes() {
        assert_eq!(session_name("Atlas"), "Atlas-access-check");
        assert_eq!(session_name("Ünïcode DB"), "ncodeDB-access-check");
        assert_eq!(session_name("日本"), "access-check");
    }
}
