//! The description of the API as a page to read: it needs no script and no account.

use std::fmt::Write;

use serde_json::{Map, Value};

/// The page's style: the console's own colours and letters, and what only this page has.
pub const STYLE: &str = concat!(
    include_str!("../../../../style/tokens.css"),
    include_str!("../../../../style/base.css"),
    include_str!("reference.css"),
);

/// What is listed together: how the paths begin, the heading, and what to know of them.
const GROUPS: [(&str, &str, &str); 3] = [
    (
        "/api/atlas/v2/",
        "The API for programs",
        "Stable, and the same under /api/atlas/v1.0. Programs sign in with an API key by HTTP Digest, or with the access token of a service account.",
    ),
    (
        "/api/oauth/",
        "Access tokens",
        "For service accounts, by OAuth 2.0 client credentials (RFC 6749, section 4.4).",
    ),
    (
        "/api/console/v1/",
        "The API of the console's own page",
        "For the page alone; it may change with it.",
    ),
];

/// How deep a shape is written out. What is below that is only named.
const DEPTH: usize = 4;

/// The page for a `document` of OpenAPI 3.1.
#[must_use]
pub fn html(document: &Value) -> String {
    let mut contents = String::new();
    let mut sections = String::new();
    for (at, (prefix, title, about)) in GROUPS.iter().enumerate() {
        let _ = write!(contents, "<li><a href=\"#part-{at}\">{title}</a></li>");
        let _ = write!(sections, "<section><h2 id=\"part-{at}\">{title}</h2><p>{about}</p>");
        for (path, methods) in object(&document["paths"]) {
            if path.starts_with(prefix) {
                for (method, operation) in object(methods) {
                    operation_html(document, method, path, operation, &mut sections);
                }
            }
        }
        sections.push_str("</section>");
    }
    let title = escaped(text(at(document, "/info/title")));
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>API reference</title><link rel=\"stylesheet\" href=\"/api/reference.css\"></head>\
         <body><main><h1>API reference</h1><p>{title}, version {}. The same for programs: \
         <a href=\"/api/openapi.json\">OpenAPI 3.1</a>. <a href=\"/\">To the console</a></p>\
         <nav aria-label=\"Parts\"><ul>{contents}</ul></nav>{sections}</main></body></html>",
        escaped(text(at(document, "/info/version"))),
    )
}

fn operation_html(document: &Value, method: &str, path: &str, operation: &Value, out: &mut String) {
    let _ = write!(
        out,
        "<details id=\"{}\"><summary><span class=\"method\">{}</span> <code>{}</code> <span>{}</span></summary>",
        escaped(text(&operation["operationId"])),
        escaped(&method.to_ascii_uppercase()),
        escaped(path),
        escaped(text(&operation["summary"])),
    );
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        out.push_str("<h3>Parameters</h3><ul>");
        for parameter in parameters {
            let _ = write!(
                out,
                "<li><code>{}</code> in the {}: {}</li>",
                escaped(text(&parameter["name"])),
                escaped(text(&parameter["in"])),
                escaped(&one_line(document, &parameter["schema"])),
            );
        }
        out.push_str("</ul>");
    }
    for (kind, content) in object(at(operation, "/requestBody/content")) {
        let _ = write!(out, "<h3>Body, {}</h3>", escaped(kind));
        shape_html(document, &content["schema"], out);
    }
    let (good, bad): (Vec<_>, Vec<_>) =
        object(&operation["responses"]).partition(|(status, _)| status.starts_with('2'));
    for (status, response) in good {
        let _ = write!(out, "<h3>Answer, {}</h3>", escaped(status));
        match object(&response["content"]).next() {
            Some((_, content)) => shape_html(document, &content["schema"], out),
            None => out.push_str("<p>Nothing.</p>"),
        }
    }
    if !bad.is_empty() {
        out.push_str("<h3>Errors</h3><ul class=\"errors\">");
        for (status, response) in bad {
            let about = text(&response["description"]);
            let _ = write!(out, "<li><code>{}</code> {}</li>", escaped(status), escaped(about));
        }
        out.push_str("</ul>");
    }
    out.push_str("</details>");
}

fn shape_html(document: &Value, schema: &Value, out: &mut String) {
    let shape = shape(document, schema, 0);
    let _ = write!(out, "<pre tabindex=\"0\"><code>{}</code></pre>", escaped(&shape));
}

/// A schema as one reads it: the fields of an object with their types, one a line, each with what it is.
fn shape(document: &Value, schema: &Value, depth: usize) -> String {
    let schema = resolved(document, schema);
    // The first is the plain one; the others are its envelope, or nothing.
    if let Some(choices) = alternatives(schema) {
        let plain = choices.iter().find(|choice| choice["type"] != "null");
        let plain = shape(document, plain.unwrap_or(&Value::Null), depth);
        let may_be_null = choices.iter().any(|choice| choice["type"] == "null");
        return if may_be_null { plain + " or null" } else { plain };
    }
    let properties = object(&schema["properties"]);
    if schema["type"] == "object" && depth < DEPTH && object(&schema["properties"]).next().is_some()
    {
        let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
        let inner = "  ".repeat(depth + 1);
        let mut out = String::from("{\n");
        for (name, property) in properties {
            let about = text(&property["description"]);
            for line in about.lines() {
                let _ = writeln!(out, "{inner}// {line}");
            }
            let optional = if required.iter().any(|it| it == name) { "" } else { "?" };
            let _ = writeln!(
                out,
                "{inner}\"{name}\"{optional}: {}",
                shape(document, property, depth + 1)
            );
        }
        return out + &"  ".repeat(depth) + "}";
    }
    if schema["type"] == "array" {
        return format!("[{}]", shape(document, &schema["items"], depth));
    }
    one_line(document, schema)
}

/// A schema in a few words.
fn one_line(document: &Value, schema: &Value) -> String {
    let schema = resolved(document, schema);
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(Value::to_string).collect::<Vec<_>>().join(" or ");
    }
    if !schema["const"].is_null() {
        return schema["const"].to_string();
    }
    let kind = match &schema["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        _ => "any value".to_owned(),
    };
    match (schema["format"].as_str(), schema["pattern"].as_str()) {
        (Some(format), _) => format!("{kind} ({format})"),
        (_, Some(pattern)) => format!("{kind} matching {pattern}"),
        _ => kind,
    }
}

/// The choices of a schema that has some. A list of constants is a choice of words, not of shapes.
fn alternatives(schema: &Value) -> Option<&[Value]> {
    let choices = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array())?;
    Some(choices)
}

/// What a reference leads to, or the schema itself.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let reference = schema["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema)
}

/// What is at that place, or null.
fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Text that no browser takes for markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_shape_is_written_field_by_field() {
        let document = json!({"components": {"schemas": {"Inner": {
            "type": "object",
            "properties": {"kind": {"enum": ["a", "b"]}, "when": {"type": ["string", "null"]}},
            "required": ["kind"],
        }}}});
        let schema = json!({"anyOf": [
            {"type": "object", "required": ["all"], "properties": {
                "all": {"type": "array", "items": {"$ref": "#/components/schemas/Inner"}, "description": "All."},
                "one": {"anyOf": [{"$ref": "#/components/schemas/Inner"}, {"type": "null"}]},
            }},
            {"description": "With envelope=true."},
        ]});
        let expected = "{\n  // All.\n  \"all\": [{\n    \"kind\": \"a\" or \"b\"\n    \"when\"?: string or null\n  }]\n  \
                        \"one\"?: {\n    \"kind\": \"a\" or \"b\"\n    \"when\"?: string or null\n  } or null\n}";
        assert_eq!(shape(&document, &schema, 0), expected);
    }

    #[test]
    fn nothing_of_the_document_is_taken_for_markup() {
        let document = json!({"info": {"title": "<b>", "version": "\"&"}, "paths": {"/api/oauth/<x>": {"post": {
            "summary": "<script>", "operationId": "\"><i>", "responses": {"200": {}}, "parameters": [
                {"name": "<u>", "in": "query", "schema": {"type": "string", "pattern": "<s>"}}],
        }}}});
        let html = html(&document);
        for tag in ["<b>", "<script>", "<i>", "<u>", "<s>", "<x>"] {
            assert!(!html.contains(tag), "{tag}");
        }
        assert!(html.contains("&lt;script&gt;"));
    }
}
