//! What may happen to clusters and their keys.

use wire::{ClusterName, Region, Tier, console::ActivityAction};

use super::{EncryptionChange, EncryptionRefusal, EncryptionWrite, entry, next};
use crate::{
    ActivityEntry, Context,
    encryption::{Cluster, ClusterKey, Encryption, OpenedKey, SecretKey, Settings},
};

/// Adds a cluster to the inventory, encrypted where `opened` is the current master key.
///
/// # Errors
/// Those of [`encrypt_cluster`].
pub fn create_cluster(
    encryption: &Encryption,
    name: ClusterName,
    tier: Tier,
    region: Region,
    opened: Option<&OpenedKey>,
    context: &Context,
) -> Result<EncryptionChange, EncryptionRefusal> {
    let mut cluster =
        Cluster { project: encryption.project.clone(), name, tier, region, key: None };
    if let Some(opened) = opened {
        cluster.key = Some(new_key(encryption, &cluster, opened, context)?);
    }
    let entry = about_cluster(encryption, &cluster, ActivityAction::ClusterCreated, context);
    let change = EncryptionChange::of(next(encryption));
    Ok(change.and(EncryptionWrite::InsertCluster(cluster)).with(entry))
}

/// Says whether a cluster of that tier may be encrypted by the customer's key.
///
/// # Errors
/// [`EncryptionRefusal::TierTooSmall`], [`EncryptionRefusal::NotEnabled`].
pub fn may_encrypt(encryption: &Encryption, tier: Tier) -> Result<&Settings, EncryptionRefusal> {
    if !tier.can_be_encrypted() {
        return Err(EncryptionRefusal::TierTooSmall(tier));
    }
    encryption.settings.as_ref().ok_or(EncryptionRefusal::NotEnabled)
}

/// Gives a cluster a key of its own, wrapped by the current master key. `None` where it has one.
///
/// # Errors
/// Those of [`may_encrypt`]; [`EncryptionRefusal::KeyChanged`] where `opened` is not the current master key.
pub fn encrypt_cluster(
    encryption: &Encryption,
    cluster: &Cluster,
    opened: &OpenedKey,
    context: &Context,
) -> Result<Option<EncryptionChange>, EncryptionRefusal> {
    if cluster.key.is_some() {
        return Ok(None);
    }
    let key = Some(new_key(encryption, cluster, opened, context)?);
    let entry = about_cluster(encryption, cluster, ActivityAction::ClusterEncrypted, context);
    let write = EncryptionWrite::SetClusterKey(Cluster { key, ..cluster.clone() });
    Ok(Some(EncryptionChange::of(next(encryption)).and(write).with(entry)))
}

/// Takes the key of a cluster away, which has to open, as what it encrypted is to be decrypted. `None` where it has
/// none.
///
/// # Errors
/// [`EncryptionRefusal::ClusterStopped`], [`EncryptionRefusal::KeyChanged`], [`EncryptionRefusal::ClusterKeyDamaged`].
pub fn decrypt_cluster(
    encryption: &Encryption,
    cluster: &Cluster,
    opened: &OpenedKey,
    context: &Context,
) -> Result<Option<EncryptionChange>, EncryptionRefusal> {
    let Some(key) = &cluster.key else { return Ok(None) };
    may_change(encryption, cluster)?;
    if key.generation != opened.generation || encryption.project != opened.project {
        return Err(EncryptionRefusal::KeyChanged);
    }
    if !opened.opens(&key.wrapped, cluster.name.as_str()) {
        return Err(EncryptionRefusal::ClusterKeyDamaged(cluster.name.clone()));
    }
    let entry = about_cluster(encryption, cluster, ActivityAction::ClusterDecrypted, context);
    let write = EncryptionWrite::SetClusterKey(Cluster { key: None, ..cluster.clone() });
    Ok(Some(EncryptionChange::of(next(encryption)).and(write).with(entry)))
}

/// Takes a cluster out of the inventory, with its key: also one that is stopped, as nothing of it is to be read any more.
#[must_use]
pub fn delete_cluster(
    encryption: &Encryption,
    cluster: &Cluster,
    context: &Context,
) -> EncryptionChange {
    let entry = about_cluster(encryption, cluster, ActivityAction::ClusterDeleted, context);
    let write = EncryptionWrite::DeleteCluster(cluster.clone());
    EncryptionChange::of(next(encryption)).and(write).with(entry)
}

/// Says whether a cluster may be changed.
///
/// # Errors
/// [`EncryptionRefusal::ClusterStopped`].
pub fn may_change(encryption: &Encryption, cluster: &Cluster) -> Result<(), EncryptionRefusal> {
    if cluster.is_stopped(encryption) {
        return Err(EncryptionRefusal::ClusterStopped(cluster.name.clone()));
    }
    Ok(())
}

/// Wraps clusters' keys anew, from the master key `old` to `new`; the others are left out.
///
/// # Errors
/// [`EncryptionRefusal::ClusterKeyDamaged`], and nothing is changed.
pub fn rewrap(
    clusters: &[Cluster],
    old: &OpenedKey,
    new: &OpenedKey,
    context: &Context,
) -> Result<EncryptionChange, EncryptionRefusal> {
    let mut writes = Vec::with_capacity(clusters.len());
    for cluster in clusters {
        let Some(key) = cluster.key.as_ref().filter(|key| key.generation == old.generation) else {
            continue;
        };
        let (project, name) = (&cluster.project, cluster.name.as_str());
        let opened = old.key.unwrap(&key.wrapped, project, name);
        let opened =
            opened.map_err(|_| EncryptionRefusal::ClusterKeyDamaged(cluster.name.clone()))?;
        let wrapped = new.key.wrap(&opened, project, name, context.entropy);
        let key = Some(ClusterKey { generation: new.generation, wrapped });
        let cluster = Cluster { key, ..cluster.clone() };
        writes.push(EncryptionWrite::Rewrap { cluster, from: old.generation });
    }
    Ok(EncryptionChange { writes, activity: Vec::new() })
}

fn new_key(
    encryption: &Encryption,
    cluster: &Cluster,
    opened: &OpenedKey,
    context: &Context,
) -> Result<ClusterKey, EncryptionRefusal> {
    let settings = may_encrypt(encryption, cluster.tier)?;
    if settings.current.generation != opened.generation || encryption.project != opened.project {
        return Err(EncryptionRefusal::KeyChanged);
    }
    let key = SecretKey::generate(context.entropy);
    let name = cluster.name.as_str();
    let wrapped = opened.key.wrap(&key, &encryption.project, name, context.entropy);
    Ok(ClusterKey { generation: opened.generation, wrapped })
}

fn about_cluster(
    encryption: &Encryption,
    cluster: &Cluster,
    action: ActivityAction,
    context: &Context,
) -> ActivityEntry {
    let subject = cluster.name.to_string();
    ActivityEntry { subject, ..entry(encryption, action, context) }
}
