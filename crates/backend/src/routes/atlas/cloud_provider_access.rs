//! Access roles: list, create, read, authorize, delete.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use engine::{command::parse_arn, ports::Store};
use wire::{
    RoleId,
    atlas::{AccessRole, CloudProviderAccess, PROVIDER_AWS},
    console::Verdict,
};

use crate::{
    app::App,
    attempts::Attempts,
    http::{
        Answer, Problem,
        access::{Reader, Writer, parse_id},
        body::Body,
    },
    routes::{about_role, delete_role},
};

/// What only the server sets.
const READ_ONLY: [&str; 6] = [
    "atlasAWSAccountArn",
    "atlasAssumedRoleExternalId",
    "authorizedDate",
    "createdDate",
    "featureUsages",
    "roleId",
];

/// `GET …/cloudProviderAccess`.
pub(super) async fn list(
    State(app): State<App>,
    Reader(access): Reader,
) -> Answer<Json<CloudProviderAccess>> {
    let roles = app.roles.store().roles(access.project()).await?;
    let aws_iam_roles = roles.into_iter().map(|role| role.into_wire(&app.principal)).collect();
    Ok(Json(CloudProviderAccess { aws_iam_roles, ..CloudProviderAccess::default() }))
}

/// `POST …/cloudProviderAccess`: a new access role, in progress.
pub(super) async fn create(
    State(app): State<App>,
    Writer(access): Writer,
    body: Body,
) -> Answer<Json<AccessRole>> {
    let mut body = body.only(&["providerName"], &read_only_at_create())?;
    check_provider(&body.text("providerName")?)?;
    let role = app.roles.create(access.project(), access.actor()).await?;
    Ok(Json(role.to_wire(&app.principal)))
}

/// `GET …/cloudProviderAccess/{roleId}`.
pub(super) async fn get(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, role)): Path<(String, String)>,
) -> Answer<Json<AccessRole>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let role = app.roles.get(access.project(), &id).await.map_err(about_role(&id))?;
    Ok(Json(role.to_wire(&app.principal)))
}

/// `PATCH …/cloudProviderAccess/{roleId}`: validates the role and authorizes it. Answers when the attempt is over, which is bounded by
/// the propagation window and the time limits of the calls.
pub(super) async fn authorize(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, role)): Path<(String, String)>,
    body: Body,
) -> Answer<Json<AccessRole>> {
    let id: RoleId = parse_id("roleId", &role)?;
    let mut body = body.only(&["providerName", "iamAssumedRoleArn"], &READ_ONLY)?;
    check_provider(&body.text("providerName")?)?;
    let arn = parse_arn(&body.text("iamAssumedRoleArn")?, app.principal.partition())?;
    let begun = app.attempts.begin(access.project(), &id, &arn, access.actor()).await;
    let (progress, _) = begun.map_err(about_role(&id))?;
    let attempt = Attempts::finished(progress).await;
    match (attempt.verdict, attempt.failure) {
        (Verdict::Passed, _) => {
            let role = app.roles.get(access.project(), &id).await.map_err(about_role(&id))?;
            Ok(Json(role.to_wire(&app.principal)))
        }
        (_, Some(failure)) => Err(Problem::cannot_assume(&arn, &failure)),
        (_, None) => Err(Problem::new(
            StatusCode::CONFLICT,
            "ATTEMPT_STOPPED",
            "The validation was stopped before it was over. Nothing was changed.",
        )),
    }
}

/// `DELETE …/cloudProviderAccess/AWS/{roleId}`.
pub(super) async fn delete(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, provider, role)): Path<(String, String, String)>,
) -> Answer<StatusCode> {
    check_provider(&provider)?;
    let id: RoleId = parse_id("roleId", &role)?;
    delete_role(&app, &id, app.roles.delete(access.project(), &id, access.actor())).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read_only_at_create() -> Vec<&'static str> {
    READ_ONLY.into_iter().chain(["iamAssumedRoleArn"]).collect()
}

fn check_provider(name: &str) -> Result<(), Problem> {
    if name == PROVIDER_AWS {
        return Ok(());
    }
    let detail = format!("The provider {name} is not supported; it is {PROVIDER_AWS}.");
    Err(Problem::bad_request("INVALID_PROVIDER", detail).with_parameters([name]))
}
