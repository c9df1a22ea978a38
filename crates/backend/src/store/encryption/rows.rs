//! Rows of encryption at rest, and what they are in the engine.

use engine::{
    encryption::{Encryption, KeyAccess, KeyHealth, MasterKey, Settings},
    ports::StoreError,
};
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};
use wire::{ProjectId, console::KeyFailure};

use crate::{
    store::{access_roles::parsed, corrupt, failed, time, unsigned},
    surroundings::unhex,
};

/// A row for each master key, or one without any, or none where the project never had encryption at rest.
pub(super) fn read_encryption(
    project: &ProjectId,
    rows: &[AnyRow],
) -> Result<Encryption, StoreError> {
    let Some(row) = rows.first() else { return Ok(Encryption::new(project.clone())) };
    let since: Option<i64> = row.try_get("roles_only_since").map_err(failed)?;
    Ok(Encryption {
        project: project.clone(),
        version: unsigned(row.try_get("version").map_err(failed)?),
        roles_only_since: since.map(time).transpose()?,
        settings: read_settings(row, rows)?,
    })
}

fn read_settings(row: &AnyRow, rows: &[AnyRow]) -> Result<Option<Settings>, StoreError> {
    let enabled: Option<i64> = row.try_get("enabled_at").map_err(failed)?;
    let Some(enabled) = enabled else { return Ok(None) };
    let current = unsigned(row.try_get("current_generation").map_err(failed)?);
    let mut masters = rows.iter().map(read_master).collect::<Result<Vec<_>, _>>()?;
    let at = masters.iter().position(|master| master.generation == current);
    let current = masters.remove(at.ok_or_else(|| corrupt("the current master key is missing"))?);
    let automatic: Option<i64> = row.try_get("automatic_rotation").map_err(failed)?;
    Ok(Some(Settings {
        enabled: time(enabled)?,
        current,
        old: masters,
        rotation_failure: failure(row, "rotation_failure")?,
        health: KeyHealth {
            failure: failure(row, "health_failure")?,
            since: moment(row, "health_since")?,
            checked: moment(row, "checked_at")?,
            reached: moment(row, "reached_at")?,
        },
        automatic_rotation: automatic.map(|automatic| automatic != 0),
        reminded: row.try_get::<i64, _>("reminded").map_err(failed)? != 0,
    }))
}

fn read_master(row: &AnyRow) -> Result<MasterKey, StoreError> {
    let text = |column: &str| row.try_get::<Option<String>, _>(column).map_err(failed);
    let access = match (text("role_id")?, text("access_key_id")?, text("secret_access_key")?) {
        (Some(role), None, None) => KeyAccess::Role(role.parse().map_err(corrupt)?),
        (None, Some(access_key_id), Some(sealed_secret)) => {
            KeyAccess::Credentials { access_key_id, sealed_secret }
        }
        _ => return Err(corrupt("a master key is reached neither by role nor by credentials")),
    };
    let ciphertext: String = row.try_get("ciphertext").map_err(failed)?;
    Ok(MasterKey {
        generation: unsigned(row.try_get("generation").map_err(failed)?),
        key: parsed(row, "key_id")?,
        region: parsed(row, "region")?,
        access,
        key_arn: row.try_get("key_arn").map_err(failed)?,
        ciphertext: unhex(&ciphertext).ok_or_else(|| corrupt("a master key is not hexadecimal"))?,
        since: moment(row, "since")?,
    })
}

fn moment(row: &AnyRow, column: &str) -> Result<Timestamp, StoreError> {
    time(row.try_get(column).map_err(failed)?)
}

fn failure(row: &AnyRow, column: &str) -> Result<Option<KeyFailure>, StoreError> {
    let json: Option<String> = row.try_get(column).map_err(failed)?;
    json.map(|json| serde_json::from_str(&json).map_err(corrupt)).transpose()
}
