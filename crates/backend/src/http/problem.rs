//! Calls that failed, as the client is told of them.

mod keys;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use engine::{Refusal, ports::StoreError};
use wire::{
    ProjectId, RoleArn,
    atlas::{ApiError, BadRequestDetail, FieldFault},
    console::{Failure, FailureReason},
};

/// What a handler gives.
pub type Answer<T> = Result<T, Problem>;

/// A call that failed, as the client is told of it. What the server alone should know is logged where the problem
/// is made, and never in here.
#[derive(Debug)]
pub struct Problem(Box<Told>);

#[derive(Debug)]
struct Told {
    status: StatusCode,
    code: &'static str,
    detail: String,
    parameters: Vec<String>,
    fields: Vec<FieldFault>,
    header: Option<(header::HeaderName, HeaderValue)>,
}

impl Problem {
    /// A problem with a name for programs and a sentence for people.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let (parameters, fields) = (Vec::new(), Vec::new());
        let detail = detail.into();
        Self(Box::new(Told { status, code, detail, parameters, fields, header: None }))
    }

    /// A request that is wrong in itself.
    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// A body in which one field is wrong.
    pub fn invalid_field(field: &str, description: impl Into<String>) -> Self {
        let description = description.into();
        let mut problem = Self::bad_request("VALIDATION_ERROR", format!("{field}: {description}."));
        problem.0.fields.push(FieldFault { description, field: field.to_owned() });
        problem.with_parameters([field])
    }

    /// A body that lacks an attribute.
    pub fn missing(name: &str) -> Self {
        Self::bad_request("MISSING_ATTRIBUTE", format!("The attribute {name} is missing."))
            .with_parameters([name])
    }

    /// Nobody, or nobody we know.
    pub fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "USER_UNAUTHORIZED",
            "You are not signed in, or your session has ended. Sign in and try again.",
        )
    }

    /// Somebody who may only read.
    pub fn read_only() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "USER_UNAUTHORIZED",
            "You may read this project but not change it. Ask one of its owners.",
        )
    }

    /// No such project, or none of the asker's: the answer is the same.
    pub fn no_project(id: &ProjectId) -> Self {
        let detail = format!("No group with ID {id} exists.");
        Self::new(StatusCode::NOT_FOUND, "GROUP_NOT_FOUND", detail).with_parameters([id.as_str()])
    }

    /// Nothing of that name in the project.
    pub fn not_found(what: &str, id: &str) -> Self {
        let detail = format!("No {what} with ID {id} exists in this project.");
        Self::new(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND", detail).with_parameters([id])
    }

    /// No such route.
    pub fn no_route(path: &str) -> Self {
        let detail = format!("There is nothing at {path}.");
        Self::new(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND", detail).with_parameters([path])
    }

    /// Something went wrong in here. `cause` goes to the log, not to the client.
    pub fn unexpected(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "unexpected error");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "UNEXPECTED_ERROR",
            "Something went wrong on the server. Nothing was changed; try again, and tell the operator the request ID if it stays.",
        )
    }

    /// AWS refused to let the service assume `arn`, or could not be asked.
    pub fn cannot_assume(arn: &RoleArn, failure: &Failure) -> Self {
        let why = match failure.reason {
            FailureReason::AccessDenied => {
                "AWS refused. Check that the role exists, and that its trust policy names the service's AWS account and this access role's external ID"
            }
            FailureReason::OpenWithoutExternalId => {
                "the role can be assumed without the external ID, which leaves it open to the confused deputy attack. Add the sts:ExternalId condition to its trust policy"
            }
            FailureReason::OpenToAnyExternalId => {
                "the role can be assumed with any external ID, which leaves it open to the confused deputy attack. Let the sts:ExternalId condition of its trust policy name this access role's external ID alone"
            }
            FailureReason::Throttled => "AWS asked to slow down. Try again in a minute",
            FailureReason::Unreachable => "AWS gave no answer. Try again in a minute",
            FailureReason::ServiceIdentity => {
                "AWS does not accept the service's own credentials. Tell the operator of this service"
            }
            FailureReason::InvalidArn => "the ARN is none of a role that the service can assume",
        };
        let said = if failure.message.is_empty() {
            String::new()
        } else {
            format!(" AWS said: {}", failure.message)
        };
        let detail = format!("Cannot assume role {arn}: {why}.{said}");
        Self::bad_request("CANNOT_ASSUME_ROLE", detail).with_parameters([arn.as_str()])
    }

    /// Its name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// Its sentence for people.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Names what the sentence speaks of.
    #[must_use]
    pub fn with_parameters<'a>(mut self, parameters: impl IntoIterator<Item = &'a str>) -> Self {
        self.0.parameters = parameters.into_iter().map(str::to_owned).collect();
        self
    }

    /// Adds a header to the answer.
    #[must_use]
    pub fn with_header(mut self, name: header::HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.0.header = Some((name, value.into()));
        self
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::new(
                StatusCode::CONFLICT,
                "CONFLICT",
                "Somebody else changed this at the same moment. Nothing of yours was stored; load it again and try again.",
            ),
            StoreError::Failed(cause) => Self::unexpected(&cause),
        }
    }
}

impl From<engine::Error> for Problem {
    /// Where no access role in particular is asked for.
    fn from(error: engine::Error) -> Self {
        match error {
            engine::Error::NotFound => Self::unexpected(&error),
            engine::Error::Refused(refusal) => refusal.into(),
            engine::Error::Store(error) => error.into(),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match &refusal {
            Refusal::AlreadyAuthorized => Self::new(
                StatusCode::CONFLICT,
                "ROLE_ALREADY_AUTHORIZED",
                "The role is authorized, so there is no draft of it any more.",
            ),
            Refusal::DraftConflict => Self::new(
                StatusCode::CONFLICT,
                "DRAFT_CONFLICT",
                "A newer draft was saved elsewhere. Load the access role to see it.",
            ),
            Refusal::DraftTooLong { field, max } => {
                Self::invalid_field(field, format!("is longer than {max} characters"))
            }
            Refusal::AttemptRunning(arn) => Self::new(
                StatusCode::CONFLICT,
                "ATTEMPT_RUNNING",
                format!("{arn} is being validated for this access role. Wait for the result, or stop it."),
            )
            .with_parameters([arn.as_str()]),
            Refusal::InUse(usages) => {
                let used_by: Vec<_> = usages.iter().map(|usage| usage.feature_type.as_str()).collect();
                Self::bad_request(
                    "AWS_IAM_ROLE_IN_USE",
                    format!("The role is used by {}. Remove it there first.", used_by.join(", ")),
                )
                .with_parameters(used_by)
            }
            Refusal::Authorized => Self::new(
                StatusCode::CONFLICT,
                "ROLE_AUTHORIZED",
                "The role is authorized, and this call deletes only roles in progress. Deauthorize it on its own.",
            ),
            Refusal::UndoExpired => Self::new(
                StatusCode::CONFLICT,
                "UNDO_EXPIRED",
                "The access role was deleted more than ten minutes ago and can't be restored. Authorize the role anew; its trust policy then needs the new external ID.",
            ),
            Refusal::Arn(error) => Self::invalid_field("iamAssumedRoleArn", error.to_string()),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let told = *self.0;
        let body = ApiError {
            bad_request_detail: (!told.fields.is_empty())
                .then_some(BadRequestDetail { fields: told.fields }),
            detail: told.detail,
            error: told.status.as_u16(),
            error_code: told.code.to_owned(),
            parameters: told.parameters,
            reason: told.status.canonical_reason().unwrap_or_default().to_owned(),
        };
        let mut response = (told.status, Json(body)).into_response();
        if let Some((name, value)) = told.header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}
