//! Encryption at rest.

use axum::{Json, extract::State};
use engine::encryption::{AccessKey, Encryption, EncryptionRefusal, KeyAccess};
use wire::{
    ProjectId, RoleId,
    atlas::EncryptionAtRest,
    console::{EncryptionAttemptKind, Verdict},
};

use crate::{
    app::App,
    encryption::{EncryptionService, RequestedAccess, RequestedKey},
    http::{
        Answer, Problem,
        access::{Reader, Writer},
        body::Body,
    },
    routes::{parse_key, parse_region, stopped},
};

const AWS_KMS: [&str; 7] = [
    "enabled",
    "customerMasterKeyID",
    "region",
    "roleId",
    "accessKeyID",
    "secretAccessKey",
    // What was read can be sent back whole.
    "valid",
];

/// `GET …/encryptionAtRest`.
pub(super) async fn get(
    State(app): State<App>,
    Reader(access): Reader,
) -> Answer<Json<EncryptionAtRest>> {
    read(&app, access.project()).await
}

/// `PATCH …/encryptionAtRest`: checks the key, and uses it if everything passes. What is left out stays as it is. Answers when
/// the checks are over, which is bounded by the propagation window and the time limits of the calls.
pub(super) async fn update(
    State(app): State<App>,
    Writer(access): Writer,
    body: Body,
) -> Answer<Json<EncryptionAtRest>> {
    let project = access.project();
    let mut body = body.only(&["awsKms", "azureKeyVault", "googleCloudKms"], &[])?;
    for other in ["azureKeyVault", "googleCloudKms"] {
        refuse_other(other, body.optional_object(other)?)?;
    }
    let mut aws = body.object("awsKms")?.only(&AWS_KMS, &[])?;
    let encryption = app.roles.store().encryption(project).await?;
    match (aws.optional_flag("enabled")?, &encryption.settings) {
        (Some(false), None) => return read(&app, project).await,
        (Some(false), Some(_)) => {
            app.encryption.disable(project, access.actor()).await?;
            return read(&app, project).await;
        }
        (None, None) => return Err(EncryptionRefusal::NotEnabled.into()),
        (Some(true), _) | (None, Some(_)) => {}
    }
    let (kind, requested) = requested(&app, &encryption, &mut aws)?;
    if is_present(&encryption, &requested) {
        app.encryption.recheck(project).await?;
        return read(&app, project).await;
    }
    let key = requested.key.to_string();
    let progress = app.encryption.begin(project, kind, requested, access.actor()).await?;
    let attempt = EncryptionService::finished(progress).await;
    match (attempt.verdict, attempt.failure) {
        (Verdict::Passed, _) => read(&app, project).await,
        (_, Some(failure)) => Err(Problem::unusable_key(&key, &failure)),
        (_, None) => Err(stopped()),
    }
}

async fn read(app: &App, project: &ProjectId) -> Answer<Json<EncryptionAtRest>> {
    let aws_kms = app.roles.store().encryption(project).await?.to_wire();
    Ok(Json(EncryptionAtRest { aws_kms, ..EncryptionAtRest::default() }))
}

/// The console knows no other cloud; that it is off may be said.
fn refuse_other(name: &str, fields: Option<Body>) -> Answer<()> {
    let Some(mut fields) = fields else { return Ok(()) };
    match fields.optional_flag("enabled")? {
        Some(true) => Err(Problem::bad_request(
            "INVALID_PROVIDER",
            format!("{name} is not supported; encryption at rest takes awsKms."),
        )
        .with_parameters([name])),
        None | Some(false) => Ok(()),
    }
}

/// The key that the body asks for; what it leaves out is that of the present key.
fn requested(
    app: &App,
    encryption: &Encryption,
    aws: &mut Body,
) -> Answer<(EncryptionAttemptKind, RequestedKey)> {
    let role = aws.filled_text("roleId")?;
    let credentials = (aws.filled_text("accessKeyID")?, aws.filled_text("secretAccessKey")?);
    if credentials != (None, None) && role.is_none() && encryption.roles_only_since.is_some() {
        // The first thing to know of credentials, whatever else is wrong with them.
        return Err(EncryptionRefusal::RolesOnly.into());
    }
    let current = encryption.settings.as_ref().map(|settings| &settings.current);
    let key = aws
        .filled_text("customerMasterKeyID")?
        .map(|key| key.parse().map_err(|error| Problem::no_key("customerMasterKeyID", &error)));
    let key = match (key.transpose()?, current) {
        (Some(key), _) => key,
        (None, Some(current)) => current.key.clone(),
        (None, None) => return Err(Problem::missing("customerMasterKeyID")),
    };
    let region = match (aws.filled_text("region")?, current) {
        (Some(region), _) => parse_region(app, &region)?,
        (None, Some(current)) => current.region,
        (None, None) => return Err(Problem::missing("region")),
    };
    let key = parse_key("customerMasterKeyID", key, region)?;
    let access = match (role, credentials) {
        (Some(_), (Some(_), _) | (_, Some(_))) => {
            return Err(Problem::bad_request(
                "ENCRYPTION_AT_REST_SETTINGS_INVALID",
                "A key is reached by a role or by credentials: send roleId, or accessKeyID and secretAccessKey.",
            ));
        }
        (Some(role), (None, None)) => {
            let role: RoleId = role.parse().map_err(|error: wire::IdError| {
                Problem::invalid_field("roleId", error.to_string())
            })?;
            RequestedAccess::Role(role)
        }
        (None, (Some(id), Some(secret))) => {
            if !(16..=128).contains(&id.len()) {
                return Err(Problem::invalid_field("accessKeyID", "has 16 to 128 characters"));
            }
            RequestedAccess::Credentials(AccessKey { id, secret: secret.into() })
        }
        (None, (Some(_), None)) => return Err(Problem::missing("secretAccessKey")),
        (None, (None, Some(_))) => return Err(Problem::missing("accessKeyID")),
        (None, (None, None)) if current.is_some() => RequestedAccess::Present,
        (None, (None, None)) => return Err(Problem::missing("roleId")),
    };
    let kind = match (current.map(|current| &current.access), &access) {
        (None, _) => EncryptionAttemptKind::Enable,
        (Some(KeyAccess::Credentials { .. }), RequestedAccess::Role(_)) => {
            EncryptionAttemptKind::Switch
        }
        (Some(_), _) => EncryptionAttemptKind::Rotate,
    };
    Ok((kind, RequestedKey { key, region, access }))
}

/// Whether the body asks for the very key that is in use.
fn is_present(encryption: &Encryption, requested: &RequestedKey) -> bool {
    let Some(settings) = &encryption.settings else { return false };
    let current = &settings.current;
    let same_access = match &requested.access {
        RequestedAccess::Present => true,
        RequestedAccess::Role(role) => current.access.role() == Some(role),
        RequestedAccess::Credentials(_) => false,
    };
    same_access && current.key == requested.key && current.region == requested.region
}
