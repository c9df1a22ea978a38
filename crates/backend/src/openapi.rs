//! The description of everything that the server answers, in OpenAPI 3.1, made of the table of routes and the types
//! that cross the wire.

pub mod reference;

use axum::http::{Method, StatusCode};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use wire::atlas::ApiError;

use crate::{
    http::format::FIRST_VERSION,
    router::table,
    routes::{Route, Schema},
};

/// Errors of every call below `/api`.
const EVERYWHERE: [u16; 6] = [400, 401, 403, 429, 431, 500];

/// The document.
#[must_use]
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut generator =
        settings.with(|it| it.definitions_path = "/components/schemas".into()).into_generator();
    let mut paths = Map::new();
    for (path, route) in table() {
        let operation = operation(&path, &route, &mut generator);
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = methods {
            methods.insert(route.method.as_str().to_ascii_lowercase(), operation);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "AWS IAM role access and encryption at rest",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What lies under /api/atlas is stable; what lies under /api/console is for the console's own page and may change with it.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "securitySchemes": {
                "digest": {"type": "http", "scheme": "digest", "description": "An API key."},
                "serviceAccount": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "/api/oauth/token", "scopes": {}}},
                },
                "client": {"type": "http", "scheme": "basic", "description": "Client ID and client secret of a service account."},
                "session": {"type": "apiKey", "in": "cookie", "name": "console-session", "description": "Of a person who signed in."},
            },
        },
    })
}

fn operation(path: &str, route: &Route, generator: &mut SchemaGenerator) -> Value {
    let is_atlas = path.starts_with("/api/atlas/");
    let is_oauth = path.starts_with("/api/oauth/");
    let mut parameters: Vec<_> = path_parameters(path).map(path_parameter).collect();
    let layout: &[(&str, &str)] =
        if is_atlas { &[("pretty", "boolean"), ("envelope", "boolean")] } else { &[] };
    let query = route.about.query.iter().chain(layout);
    parameters.extend(query.map(|(name, kind)| query_parameter(name, kind)));

    let operation = json!({
        "operationId": operation_id(&route.method, path),
        "summary": route.about.summary,
        "parameters": parameters,
        "responses": responses(path, route, generator),
        "security": match () {
            () if is_oauth => json!([{"client": []}]),
            () if path.starts_with("/api/") => json!([{"digest": []}, {"serviceAccount": []}, {"session": []}]),
            () => json!([]),
        },
    });
    let body = body(route).map(|schema| ("application/json", schema));
    let form = is_oauth.then(|| {
        let text = json!({"type": "string"});
        (
            "application/x-www-form-urlencoded",
            json!({"type": "object", "additionalProperties": text}),
        )
    });
    match body.or(form) {
        None => operation,
        Some((media_type, schema)) => {
            let body = json!({"required": true, "content": {media_type: {"schema": schema}}});
            with(operation, "requestBody", body)
        }
    }
}

/// An object with one more field.
fn with(object: Value, name: &str, value: Value) -> Value {
    let Value::Object(mut fields) = object else { return object };
    fields.insert(name.to_owned(), value);
    Value::Object(fields)
}

/// The schema of the body, whole in itself: a type may look otherwise where it is sent than where it is answered.
fn body(route: &Route) -> Option<Value> {
    if let Some(fields) = route.about.fields {
        return Some(fields());
    }
    let schema = route.about.body?;
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut generator = settings
        .with(|it| {
            it.inline_subschemas = true;
            it.meta_schema = None;
        })
        .into_generator();
    Some(schema(&mut generator))
}

fn responses(path: &str, route: &Route, generator: &mut SchemaGenerator) -> Value {
    let is_atlas = path.starts_with("/api/atlas/");
    let media_types = |media_type: &'static str| match media_type {
        "application/json" if is_atlas => vec![media_type, FIRST_VERSION],
        other => vec![other],
    };
    let mut answer = |status: u16, content: Option<(&'static str, Schema)>| {
        let status = StatusCode::from_u16(status).ok();
        let reason = status.and_then(|status| status.canonical_reason());
        let answer = json!({"description": reason.unwrap_or("")});
        if let Some((media_type, schema)) = content {
            let schema = schema(generator);
            let schema = match media_type {
                "application/json" if is_atlas => json!({"schema": maybe_enveloped(&schema)}),
                "application/json" | "text/plain" => json!({"schema": schema}),
                // OpenAPI 3.1 has no words for the events of a stream; a template is AWS's business.
                _ => json!({}),
            };
            let content = media_types(media_type).into_iter();
            let content = content.map(|name| (name.to_owned(), schema.clone()));
            return with(answer, "content", Value::Object(content.collect()));
        }
        answer
    };
    let mut responses = Map::new();
    for error in errors(path, route) {
        let schema: Schema = |generator| generator.subschema_for::<ApiError>().to_value();
        responses.insert(error.to_string(), answer(error, Some(("application/json", schema))));
    }
    // After the errors, as a route may have answers of its own with such a status.
    for (status, content) in &route.about.answers {
        responses.insert(status.to_string(), answer(*status, *content));
    }
    responses.sort_keys();
    Value::Object(responses)
}

/// The schema of an answer that the query may ask to be wrapped.
fn maybe_enveloped(schema: &Value) -> Value {
    let envelope = json!({
        "type": "object",
        "required": ["status", "content"],
        "properties": {"status": {"type": "integer"}, "content": schema},
        "additionalProperties": false,
        "description": "With envelope=true.",
    });
    json!({"anyOf": [schema, envelope]})
}

/// The statuses of the errors that a route may answer with.
fn errors(path: &str, route: &Route) -> Vec<u16> {
    let mut errors = route.about.errors.clone();
    if path.starts_with("/api/") {
        errors.extend(EVERYWHERE);
    }
    if path.contains('{') {
        errors.push(404);
    }
    if path.starts_with("/api/atlas/") {
        errors.push(406);
    }
    if route.about.body.is_some() || route.about.fields.is_some() {
        errors.extend([408, 413, 415]);
    }
    if path.contains('{') && route.method != Method::GET {
        errors.push(409);
    }
    errors
}

fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn path_parameter(name: &str) -> Value {
    let schema = match name {
        "groupId" | "roleId" | "attemptId" => {
            json!({"type": "string", "pattern": "^[0-9a-fA-F]{24}$"})
        }
        "cloudProvider" => json!({"const": "AWS"}),
        _ => json!({"type": "string", "minLength": 1}),
    };
    json!({"name": name, "in": "path", "required": true, "schema": schema})
}

fn query_parameter(name: &str, kind: &str) -> Value {
    let schema = match name {
        "pageNum" => json!({"type": kind, "minimum": 1, "maximum": 1_000_000}),
        "itemsPerPage" => json!({"type": kind, "minimum": 1, "maximum": 500}),
        _ => json!({"type": kind}),
    };
    json!({"name": name, "in": "query", "required": false, "schema": schema})
}

/// As in `getAtlasV2GroupsGroupIdClusters`.
fn operation_id(method: &Method, path: &str) -> String {
    let words = path.trim_start_matches("/api").split(|c: char| !c.is_ascii_alphanumeric());
    let mut id = method.as_str().to_ascii_lowercase();
    for word in words {
        let mut characters = word.chars();
        id.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        id.extend(characters);
    }
    id
}
