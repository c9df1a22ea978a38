//! The clusters of a project: added, and encrypted by the customer's key or not.

use engine::{
    Actor,
    encryption::{Cluster, EncryptionRefusal, command},
    ports::StoreError,
};
use wire::{ClusterName, ProjectId, Region, Tier};

use super::{EncryptionService, Error, ROUNDS, context, settings};

impl EncryptionService {
    /// Adds a cluster to the inventory, and encrypts it by the customer's key if that is asked for.
    ///
    /// # Errors
    /// [`Error::ClusterExists`], and those of [`set_encrypted`](Self::set_encrypted).
    pub async fn create_cluster(
        &self,
        project: &ProjectId,
        (name, tier, region): (ClusterName, Tier, Region),
        encrypted: bool,
        actor: Actor<'_>,
    ) -> Result<Cluster, Error> {
        for _ in 0..ROUNDS {
            if self.0.store.cluster(project, &name).await?.is_some() {
                return Err(Error::ClusterExists(name));
            }
            let encryption = self.0.store.encryption(project).await?;
            let opened = match encrypted {
                true => {
                    let settings = command::may_encrypt(&encryption, tier)?;
                    Some(self.open(project, &settings.current).await?)
                }
                false => None,
            };
            let (opened, context) = (opened.as_ref(), context(actor));
            let change =
                command::create_cluster(&encryption, name.clone(), tier, region, opened, &context)?;
            match self.0.store.apply_encryption(&change, None).await {
                Ok(()) => return self.cluster(project, &name).await,
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// Encrypts a cluster by the customer's key from now on, or not any more.
    ///
    /// # Errors
    /// [`Error::NoCluster`], [`Error::Key`], [`Error::Store`]; [`Error::Refused`] with the rule that is against it.
    pub async fn set_encrypted(
        &self,
        project: &ProjectId,
        name: &ClusterName,
        encrypted: bool,
        actor: Actor<'_>,
    ) -> Result<Cluster, Error> {
        for _ in 0..ROUNDS {
            let encryption = self.0.store.encryption(project).await?;
            let cluster = self.cluster(project, name).await?;
            command::may_change(&encryption, &cluster)?;
            let generation = match (&cluster.key, encrypted) {
                (None, true) => command::may_encrypt(&encryption, cluster.tier)?.current.generation,
                (Some(key), false) => key.generation,
                (None, false) | (Some(_), true) => return Ok(cluster),
            };
            let mut masters = settings(&encryption)?.masters();
            // Without it, the key was wrapped anew between the two looks.
            let Some(master) = masters.find(|master| master.generation == generation) else {
                continue;
            };
            let opened = self.open(project, master).await?;
            let context = context(actor);
            let change = match encrypted {
                true => command::encrypt_cluster(&encryption, &cluster, &opened, &context),
                false => command::decrypt_cluster(&encryption, &cluster, &opened, &context),
            };
            let change = match change {
                Ok(Some(change)) => change,
                Ok(None) => return Ok(cluster),
                Err(EncryptionRefusal::KeyChanged) => continue,
                Err(refusal) => return Err(refusal.into()),
            };
            match self.0.store.apply_encryption(&change, None).await {
                Ok(()) => return self.cluster(project, name).await,
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// Takes a cluster out of the inventory.
    ///
    /// # Errors
    /// [`Error::NoCluster`], [`Error::Store`].
    pub async fn delete_cluster(
        &self,
        project: &ProjectId,
        name: &ClusterName,
        actor: Actor<'_>,
    ) -> Result<(), Error> {
        for _ in 0..ROUNDS {
            let encryption = self.0.store.encryption(project).await?;
            let cluster = self.cluster(project, name).await?;
            let change = command::delete_cluster(&encryption, &cluster, &context(actor));
            match self.0.store.apply_encryption(&change, None).await {
                Err(StoreError::Conflict) => {}
                done => return Ok(done?),
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// One cluster.
    ///
    /// # Errors
    /// [`Error::NoCluster`], [`Error::Store`].
    pub async fn cluster(&self, project: &ProjectId, name: &ClusterName) -> Result<Cluster, Error> {
        let cluster = self.0.store.cluster(project, name).await?;
        cluster.ok_or_else(|| Error::NoCluster(name.clone()))
    }
}
