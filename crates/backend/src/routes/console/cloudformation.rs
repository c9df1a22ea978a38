//! The template that an operator puts into Amazon S3, so that the page can link to it.

use axum::{http::header, response::IntoResponse};
use wire::cloudformation::{ACCESS_ROLE_FILE, access_role_template};

/// `GET /cloudformation/access-role.yaml`: the template of an access role, the same for everybody.
pub(super) async fn access_role() -> impl IntoResponse {
    let disposition = format!("attachment; filename=\"{ACCESS_ROLE_FILE}\"");
    let headers = [
        (header::CONTENT_TYPE, "text/yaml; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, access_role_template())
}
