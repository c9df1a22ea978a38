//! Signing in by an identity provider. A person's browser goes to these addresses itself, so every answer leads on to a page.

use axum::{
    extract::{OriginalUri, Path, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Response},
};
use engine::{Actor, Context, ports::Clock};
use wire::console::OrganizationAction;

use super::{ORGANIZATION, organization::note};
use crate::{
    app::App,
    auth::{
        cookie::{FLOW, LINK, SESSION},
        oidc::{
            Provider, Refused, Vouched,
            flow::{self, Flow, Link, NotKept},
        },
        session,
    },
    http::{
        Answer, Problem,
        peer::{Peer, origin},
        query::Params,
    },
    store::{Person, Visitor},
    surroundings::{System, random_hex},
};

/// The page that leads on to where the person wanted to go, once somebody is signed in.
const SIGN_IN: &str = "/sign-in";

/// `GET /sign-in/{providerId}`: leads to the provider.
pub(super) async fn begin(
    State(app): State<App>,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
    request: Parts,
) -> Answer<Response> {
    let provider = find(&app, &id)?;
    // The provider leads back to no address that it was not told beforehand.
    let callback = origin(&request)? + uri.path() + "/callback";
    Ok(match provider.begin(callback).await {
        Ok((address, flow)) => {
            let sealed = flow::seal(&app.sealer, flow, System.now());
            leads_to(&address, [Peer::of(&request).cookies().set(FLOW, &sealed)])?
        }
        Err(refused) => refuse(&app, &request, provider, &refused, "nobody", None).await?,
    })
}

/// `GET /sign-in/{providerId}/callback`: where the provider leads back to.
pub(super) async fn finish(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
    request: Parts,
) -> Answer<Response> {
    let provider = find(&app, &id)?;
    let visitor = session::visitor(&request);
    let flow = kept(&app, provider, &params, &request);
    let vouched = match flow {
        Ok(flow) => vouched(provider, &flow, &params).await,
        Err(refused) => Err(refused),
    };
    let vouched = match vouched {
        Ok(vouched) => vouched,
        Err(refused) => {
            return refuse(&app, &request, provider, &refused, "nobody", None).await;
        }
    };
    match admit(&app, &vouched, &visitor).await? {
        Ok(person) => {
            let token = session::begin(app.roles.store(), &person, &visitor, System.now()).await?;
            let action = OrganizationAction::SignedIn;
            note(&app, action, &person.email, visitor.from, provider.id()).await?;
            let cookies = Peer::of(&request).cookies();
            let set = [cookies.set(SESSION, &token), cookies.clear(FLOW), cookies.clear(LINK)];
            leads_to(SIGN_IN, set)
        }
        Err((refused, link)) => {
            refuse(&app, &request, provider, &refused, &vouched.email, link).await
        }
    }
}

fn find<'a>(app: &'a App, id: &str) -> Answer<&'a Provider> {
    app.providers.find(id).ok_or_else(|| {
        let detail = format!("There is no identity provider {id}.");
        Problem::new(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND", detail).with_parameters([id])
    })
}

/// The sign-in that this browser began at the provider.
fn kept(app: &App, provider: &Provider, params: &Params, request: &Parts) -> Result<Flow, Refused> {
    let cookies = Peer::of(request).cookies();
    let sealed = cookies.read(FLOW, &request.headers).ok_or(Refused::State)?;
    let flow = flow::unseal::<Flow>(&app.sealer, sealed, System.now());
    let flow = flow.map_err(|why| match why {
        NotKept::Foreign => Refused::State,
        NotKept::Expired => Refused::Expired,
    })?;
    let is_own = flow.provider == provider.id() && params.get("state") == Some(&*flow.state);
    if is_own { Ok(flow) } else { Err(Refused::State) }
}

async fn vouched(provider: &Provider, flow: &Flow, params: &Params) -> Result<Vouched, Refused> {
    if params.get("iss").is_some_and(|issuer| !provider.is_issuer(issuer)) {
        return Err(Refused::State);
    }
    match (params.get("error"), params.get("code")) {
        (Some("access_denied"), _) => Err(Refused::Denied),
        (Some(error), _) => {
            let description = params.get("error_description").unwrap_or_default();
            Err(Refused::Provider(format!("{error}: {description}")))
        }
        (None, Some(code)) => provider.finish(flow, code.to_owned()).await,
        (None, None) => Err(Refused::Provider("neither code nor error".to_owned())),
    }
}

/// Finds or makes the account of somebody whom a provider vouches for, and maps the groups.
async fn admit(
    app: &App,
    vouched: &Vouched,
    visitor: &Visitor,
) -> Answer<Result<Person, (Refused, Option<Link>)>> {
    let (store, now) = (app.roles.store(), System.now());
    let is_welcome = vouched.is_of_domain || !vouched.grants.is_empty();
    let known = store.person_by_identity(&vouched.identity).await?;
    let is_known = known.is_some();
    let person = match known {
        Some(person) => person,
        None => match store.person_by_email(&vouched.email).await? {
            Some((person, hash)) => {
                // The address alone opens no account: addresses change hands, and providers differ in what they verify.
                if hash.is_none() || store.has_identity(&person).await? {
                    return Ok(Err((Refused::AccountTaken, None)));
                }
                let (issuer, subject) =
                    (vouched.identity.issuer.clone(), vouched.identity.subject.clone());
                let link = Link { person: person.id, issuer, subject };
                return Ok(Err((Refused::AccountExists, Some(link))));
            }
            None if is_welcome => {
                let person = Person { id: random_hex::<12>(), email: vouched.email.clone() };
                store.add_person_with_identity(&person, &vouched.identity, now).await?;
                person
            }
            None => return Ok(Err((Refused::NoGroup, None))),
        },
    };
    let actor = Actor { name: "console", from: &visitor.from };
    let context = Context { actor, now, entropy: &System };
    store.map_groups(ORGANIZATION, &person, &vouched.grants, &context).await?;
    if is_known && !is_welcome && !store.has_access(&person).await? {
        return Ok(Err((Refused::NoGroup, None)));
    }
    Ok(Ok(person))
}

/// Leads back to the sign-in page, which says why. Whose account it is about, if any, is told to the log alone.
async fn refuse(
    app: &App,
    request: &Parts,
    provider: &Provider,
    refused: &Refused,
    actor: &str,
    link: Option<Link>,
) -> Answer<Response> {
    let (id, code) = (provider.id(), refused.code());
    tracing::warn!(provider = id, code, cause = %refused, "nobody was signed in");
    let subject = format!("{id}: {code}");
    let from = session::visitor(request).from;
    note(app, OrganizationAction::SignInRefused, actor, from, &subject).await?;
    let cookies = Peer::of(request).cookies();
    let sealed = link.map(|link| flow::seal(&app.sealer, link, System.now()));
    let link = sealed.and_then(|sealed| cookies.set(LINK, &sealed));
    // Neither has a character that would have to be encoded.
    let page = format!("{SIGN_IN}?problem={code}&provider={id}");
    leads_to(&page, [cookies.clear(FLOW), link])
}

fn leads_to<const N: usize>(address: &str, cookies: [Option<HeaderValue>; N]) -> Answer<Response> {
    let location = HeaderValue::from_str(address).map_err(|error| Problem::unexpected(&error))?;
    let cookies = cookies.into_iter().flatten().map(|cookie| (header::SET_COOKIE, cookie));
    // Nobody on the way keeps it, and the address with the code in it is told to nobody.
    let fixed = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    let headers = AppendHeaders([(header::LOCATION, location)]);
    let cookies = AppendHeaders(cookies.collect::<Vec<_>>());
    Ok((StatusCode::SEE_OTHER, fixed, headers, cookies).into_response())
}
