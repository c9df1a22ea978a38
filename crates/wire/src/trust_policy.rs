use crate::ExternalId;

/// The trust policy document that lets `principal` assume a role with `external_id`, indented by two spaces.
///
/// `principal` is the `atlasAWSAccountArn` of an access role.
/// Elements: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>.
#[must_use]
pub fn trust_policy(principal: &str, external_id: &ExternalId) -> String {
    // By hand, because a JSON writer would cost the page 20 KiB; neither value can hold a character that JSON escapes.
    let head = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": ""#;
    let middle = r#""
      },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {
          "sts:ExternalId": ""#;
    let tail = r#""
        }
      }
    }
  ]
}"#;
    [head, principal, middle, external_id.as_str(), tail].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_document_of_the_seed() {
        let external_id = "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse().unwrap();
        let text = trust_policy("arn:aws:iam::111122223333:root", &external_id);
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            document.to_string(),
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"3f1ebf1a-4e55-4c6e-9203-d48ee82131e3"}}}]}"#
        );
        assert_eq!(text, serde_json::to_string_pretty(&document).unwrap());
    }
}
