//! The file that names the identity providers.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use openidconnect::{ClientId, ClientSecret, IssuerUrl};
use serde::Deserialize;
use wire::{ProjectId, ProjectRole};

use super::grants::{Grant, GroupMapping};

/// Why the file can't be used, and where it is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}", .path.display())]
pub struct OidcError {
    path: PathBuf,
    what: String,
}

impl OidcError {
    pub(super) fn new(path: &Path, what: String) -> Self {
        Self { path: path.to_owned(), what }
    }
}

/// An identity provider as the operator describes it.
#[derive(Debug)]
pub struct ProviderConfig {
    /// Names it in paths: lower-case letters, digits and hyphens.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who signs its ID tokens, exactly as they name themselves.
    pub issuer: IssuerUrl,
    /// What the provider calls the console.
    pub client_id: ClientId,
    /// What the console shows to the provider; `None` for a public client.
    pub client_secret: Option<ClientSecret>,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// The claim with a person's groups.
    pub groups_claim: String,
    /// What groups give.
    pub groups: Vec<GroupMapping>,
    /// Whoever has an address there gets an account, also without a group; in lower case.
    pub email_domains: Vec<String>,
    /// Claims that an ID token must have, with these values.
    pub required_claims: BTreeMap<String, String>,
    /// Whether an address is good although the provider does not say that it verified it.
    pub trust_email: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    providers: Vec<FileProvider>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FileProvider {
    id: String,
    name: String,
    issuer: String,
    client_id: String,
    client_secret_file: Option<PathBuf>,
    #[serde(default = "default_scopes")]
    scopes: Vec<String>,
    #[serde(default = "default_groups_claim")]
    groups_claim: String,
    #[serde(default)]
    groups: Vec<FileGroup>,
    #[serde(default)]
    email_domains: Vec<String>,
    #[serde(default)]
    required_claims: BTreeMap<String, String>,
    #[serde(default)]
    trust_email: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileGroup {
    group: String,
    role: String,
    project: Option<ProjectId>,
}

fn default_scopes() -> Vec<String> {
    ["email", "profile"].map(str::to_owned).to_vec()
}

fn default_groups_claim() -> String {
    "groups".to_owned()
}

/// Reads the file; secrets' files are looked for beside it.
///
/// # Errors
/// [`OidcError`].
pub(super) fn load(path: &Path) -> Result<Vec<ProviderConfig>, OidcError> {
    let fault = |what: String| OidcError::new(path, what);
    let text = fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
    let file: File = serde_json::from_str(&text).map_err(|error| fault(error.to_string()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut ids = HashSet::new();
    let mut providers = Vec::new();
    for (at, provider) in file.providers.into_iter().enumerate() {
        let at = |what: String| fault(format!("providers[{at}].{what}"));
        if !ids.insert(provider.id.clone()) {
            return Err(at("id: another provider has it already".to_owned()));
        }
        providers.push(provider.check(folder).map_err(at)?);
    }
    Ok(providers)
}

impl FileProvider {
    fn check(self, folder: &Path) -> Result<ProviderConfig, String> {
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || !self.id.chars().all(is_id) {
            return Err("id: write it in lower-case letters, digits and hyphens".to_owned());
        }
        for (field, text) in [("name", &self.name), ("clientId", &self.client_id)] {
            if text.trim().is_empty() {
                return Err(format!("{field}: it is empty"));
            }
        }
        let client_secret = self.client_secret_file.map(|file| secret(&folder.join(file)));
        let groups = self.groups.into_iter().enumerate();
        let groups = groups
            .map(|(at, group)| group.check().map_err(|what| format!("groups[{at}].{what}")))
            .collect::<Result<_, _>>()?;
        Ok(ProviderConfig {
            issuer: issuer(self.issuer)?,
            id: self.id,
            name: self.name,
            client_id: ClientId::new(self.client_id),
            client_secret: client_secret.transpose()?,
            scopes: self.scopes,
            groups_claim: self.groups_claim,
            groups,
            email_domains: self.email_domains.iter().map(|it| it.to_lowercase()).collect(),
            required_claims: self.required_claims,
            trust_email: self.trust_email,
        })
    }
}

impl FileGroup {
    fn check(self) -> Result<GroupMapping, String> {
        let grant = match (self.role.as_str(), self.project) {
            ("organization-owner", None) => Grant::OrganizationOwner,
            ("organization-owner", Some(_)) => {
                return Err(
                    "project: who owns the organization owns all of them; leave it out".to_owned()
                );
            }
            (role, project) => {
                let role = ProjectRole::from_name(role).ok_or_else(|| {
                    "role: it is organization-owner, owner or read-only".to_owned()
                })?;
                let project = project.ok_or_else(|| "project: it is missing".to_owned())?;
                Grant::Project(project, role)
            }
        };
        Ok(GroupMapping { group: self.group, grant })
    }
}

/// Only TLS tells who an issuer is, but for one on this machine.
fn issuer(text: String) -> Result<IssuerUrl, String> {
    let issuer = IssuerUrl::new(text).map_err(|error| format!("issuer: it is no URL: {error}"))?;
    if super::http::is_allowed(issuer.url()) {
        return Ok(issuer);
    }
    Err("issuer: it begins with https://; only one on a loopback address may be without TLS"
        .to_owned())
}

fn secret(path: &Path) -> Result<ClientSecret, String> {
    let read = fs::read_to_string(path);
    let text = read.map_err(|error| format!("clientSecretFile: {}: {error}", path.display()))?;
    match text.trim() {
        "" => Err(format!("clientSecretFile: {} is empty", path.display())),
        secret => Ok(ClientSecret::new(secret.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load_text(text: &str) -> Result<Vec<ProviderConfig>, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret"), "s3cret\n").unwrap();
        let path = folder.path().join("oidc.json");
        fs::write(&path, text).unwrap();
        load(&path).map_err(|error| error.to_string())
    }

    fn provider(fields: &str) -> String {
        let known = r#""name":"Okta","issuer":"https://example.okta.com","clientId":"c""#;
        format!(r#"{{"providers":[{{{known},{fields}}}]}}"#)
    }

    #[test]
    fn a_provider_has_a_name_an_issuer_and_what_its_groups_give() {
        let groups = r#"[{"group":"admins","role":"organization-owner"},
            {"group":"shop","role":"read-only","project":"64B000000000000000000001"}]"#;
        let text = provider(&format!(
            r#""id":"okta","clientSecretFile":"secret","groups":{groups},"emailDomains":["Example.com"]"#
        ));
        let [okta] = &load_text(&text).unwrap()[..] else { unreachable!() };
        assert_eq!(okta.client_secret.as_ref().unwrap().secret(), "s3cret");
        assert_eq!((&*okta.groups_claim, okta.trust_email), ("groups", false));
        assert_eq!(okta.scopes, ["email", "profile"]);
        assert_eq!(okta.email_domains, ["example.com"]);
        let shop = "64b000000000000000000001".parse().unwrap();
        let grants: Vec<_> = okta.groups.iter().map(|mapping| &mapping.grant).collect();
        assert_eq!(
            grants,
            [&Grant::OrganizationOwner, &Grant::Project(shop, ProjectRole::ReadOnly)]
        );
    }

    #[test]
    fn what_is_wrong_in_the_file_is_named() {
        let project = r#""project":"64b000000000000000000001""#;
        for (text, part) in [
            ("{}".to_owned(), "missing field `providers`"),
            (provider(r#""id":"Okta""#), "providers[0].id"),
            (provider(r#""id":"a","colour":"red""#), "unknown field `colour`"),
            (provider(r#""id":"a","clientSecretFile":"none""#), "clientSecretFile"),
            (provider(r#""id":"a","groups":[{"group":"g","role":"king"}]"#), "groups[0].role"),
            (provider(r#""id":"a","groups":[{"group":"g","role":"owner"}]"#), "groups[0].project"),
            (
                provider(&format!(
                    r#""id":"a","groups":[{{"group":"g","role":"organization-owner",{project}}}]"#
                )),
                "groups[0].project",
            ),
            (
                r#"{"providers":[{"id":"a","name":"A","issuer":"http://example.com","clientId":"c"}]}"#
                    .to_owned(),
                "providers[0].issuer",
            ),
            (
                r#"{"providers":[{"id":"a","name":" ","issuer":"https://example.com","clientId":"c"}]}"#
                    .to_owned(),
                "providers[0].name",
            ),
        ] {
            let error = load_text(&text).unwrap_err();
            assert!(error.contains(part) && error.contains("oidc.json"), "{error}");
        }
        let one = r#"{"id":"a","name":"A","issuer":"https://example.com","clientId":"c"}"#;
        let twice = load_text(&format!(r#"{{"providers":[{one},{one}]}}"#)).unwrap_err();
        assert!(twice.contains("providers[1].id"), "{twice}");
    }
}
