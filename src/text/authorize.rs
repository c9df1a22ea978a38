//! The modal that authorizes a role.

use wire::console::CheckKind;

pub(crate) const NEXT: &str = "Next";
pub(crate) const WHAT_HAPPENS: &str = "What you will do";
pub(crate) const TERMS: &str = "What the words mean";
pub(crate) const TERM_ACCOUNT: &str = "AWS account of the service";
pub(crate) const TERM_TRUST_POLICY: &str = "Trust policy";
pub(crate) const TERM_EXTERNAL_ID: &str = "External ID";
pub(crate) const TRUST_POLICY_MEANS: &str = "A document on your role that says who may assume it. It gives no access to anything by itself: the permissions of the role do.";
pub(crate) const MORE_ABOUT_ROLES: &str = "How IAM roles work";
pub(crate) const MORE_ABOUT_EXTERNAL_ID: &str = "Why an external ID is needed";
pub(crate) const CHECKS_TITLE: &str = "Two refused calls in your CloudTrail are expected";
pub(crate) const NOTHING_YET: &str = "Nothing is saved before you press Next. You can leave after that at any time and resume later, on any browser.";

pub(crate) const CREATE_ROLE: &str = "Create New Role with the AWS CLI";
pub(crate) const EXISTING_ROLE: &str = "Add Trust Relationships to an Existing Role";
pub(crate) const CHOOSE: &str =
    "Choose one of the two ways. You can change your mind: what you type stays.";
pub(crate) const TRUST_POLICY: &str = "Trust policy";
pub(crate) const COPY_TRUST_POLICY: &str = "Copy trust policy";
pub(crate) const DOWNLOAD: &str = "Download";
pub(crate) const COMMAND: &str = "Command";
pub(crate) const COPY_COMMAND: &str = "Copy command";
pub(crate) const ROLE_NAME: &str = "Role name";
pub(crate) const ROLE_NAME_RULE: &str = "1 to 64 letters, digits and + = , . @ _ -";
pub(crate) const ROLE_NAME_PLACEHOLDER: &str = "<role-name>";
pub(crate) const ROLE_ARN: &str = "Enter the Role ARN";
pub(crate) const ROLE_ARN_HINT: &str = "For example arn:aws:iam::123456789012:role/atlas-access";
pub(crate) const VALIDATE: &str = "Validate and Finish";

/// In each of the [`WAYS`].
pub(crate) const STEP_SAVE: [&str; 3] = [
    "Copy this trust policy and save it as role-trust-policy.json, or download it under that name.",
    "This is the trust policy that the role gets. The Terraform configuration below has it in it: there is nothing to save here.",
    "This is the trust policy that the role gets. The template below has it in it: there is nothing to save here.",
];
pub(crate) const STEP_NAME: &str = "Enter a name for your new AWS IAM role.";
pub(crate) const STEP_CREATE: &str = "Create the role, in one of three ways.";
pub(crate) const WAYS: &str = "Ways to create the role";
pub(crate) const AWS_CLI: &str = "AWS CLI";
pub(crate) const TERRAFORM: &str = "Terraform";
pub(crate) const CLOUDFORMATION: &str = "CloudFormation";
pub(crate) const STEP_INSTALL: &str = "This needs the AWS CLI. If you don't have it:";
pub(crate) const INSTALL: &str = "install the AWS CLI";
pub(crate) const STEP_RUN: &str = "Copy the command and run it in the folder of that file, signed in to the AWS account that shall own the role.";
/// In each of the [`WAYS`].
pub(crate) const STEP_ARN: [&str; 3] = [
    "The command answers with a JSON document about the new role. Copy the value of its field Arn and paste it here.",
    "Terraform ends with the output role_arn. Copy its value and paste it here.",
    "Once the stack is complete, its tab Outputs has the key RoleArn. Copy its value and paste it here.",
];
pub(crate) const TERRAFORM_TEXT: &str = "Add this to your Terraform configuration, or download it into a folder of its own and run terraform init. Then run terraform apply, signed in to the AWS account that shall own the role.";
pub(crate) const TERRAFORM_CODE: &str = "Terraform configuration";
pub(crate) const COPY_TERRAFORM: &str = "Copy Terraform";
pub(crate) const DOWNLOAD_TERRAFORM: &str = "Download access-role.tf";
pub(crate) const QUICK_CREATE: &str = "Open the new stack in the AWS console";
pub(crate) const OR_UPLOAD: &str = "Or upload the template yourself:";
pub(crate) const STEP_TEMPLATE: &str = "Download the template. It has the values below filled in.";
pub(crate) const STEP_UPLOAD: &str = "In the AWS console, signed in to the AWS account that shall own the role, choose Create stack, then Upload a template file, and choose access-role.yaml.";
pub(crate) const CREATE_STACK: &str = "Create a stack in the AWS console";
pub(crate) const STEP_SUBMIT: &str = "Give the stack a name, acknowledge that it makes IAM resources with custom names, and submit it.";
pub(crate) const DOWNLOAD_TEMPLATE: &str = "Download access-role.yaml";
pub(crate) const PARAMETERS: &str = "The values of the template's parameters:";
pub(crate) const COPY_PRINCIPAL: &str = "Copy ServicePrincipalArn";
pub(crate) const COPY_EXTERNAL_ID: &str = "Copy ExternalId";
pub(crate) const COPY_ROLE_NAME: &str = "Copy RoleName";

pub(crate) const STEP_COPY: &str = "Copy this trust relationship.";
pub(crate) const STEP_MERGE: &str = "If the role trusts somebody already, merge this with its present trust policy, so that nobody is cut off. The AWS console shows the present policy under Trust relationships, and this command prints it:";
pub(crate) const COPY_GET_COMMAND: &str = "Copy get-role command";
pub(crate) const PRESENT_POLICY: &str = "Present trust policy";
pub(crate) const PRESENT_TOO_LONG: &str =
    "This is longer than any trust policy. Paste only the policy of this role.";
pub(crate) const MERGE: &str = "Merge";
pub(crate) const MERGED: &str = "Merged";
pub(crate) const NOTHING_TO_MERGE: &str = "There is nothing to change";
pub(crate) const NOT_MERGED: &str = "No merged policy would work";
pub(crate) const NOT_MERGED_TEXT: &str =
    "Change the role's trust policy as said here, then merge again.";
pub(crate) const PROBLEM: &str = "Problem";
pub(crate) const WARNING: &str = "Warning";
pub(crate) const IN_ORDER: &str = "In order";
pub(crate) const NOTE: &str = "Note";
pub(crate) const DIFFERENCE: &str = "Difference to the present trust policy";
pub(crate) const MERGED_POLICY: &str = "Merged policy";
pub(crate) const COPY_MERGED: &str = "Copy merged policy";
pub(crate) const DOWNLOAD_MERGED: &str = "Download merged policy";
pub(crate) const STEP_ROLES: &str =
    "In the AWS console, open the Roles section of the IAM dashboard.";
pub(crate) const AWS_CONSOLE: &str = "Open Roles in the AWS console";
pub(crate) const STEP_CLICK: &str = "Click the role that you want to authorize.";
pub(crate) const STEP_TAB: &str = "Select the tab Trust relationships, then Edit trust policy (in older consoles: Edit trust relationship).";
pub(crate) const STEP_REPLACE: &str = "Replace the text with what you copied, and click Update policy (in older consoles: Update Trust Policy).";
pub(crate) const REPLACE_WARNING: &str = "Replacing cuts off everybody else whom the role trusts";
pub(crate) const REPLACE_WARNING_TEXT: &str =
    "If the role trusts somebody already, use the merged policy of step 2 instead.";
pub(crate) const STEP_PASTE: &str =
    "Copy the ARN of the role from the top of its page and paste it here.";
pub(crate) const OR_CLI: &str = "Or do it with the AWS CLI: save the text, or the merged policy, as role-trust-policy.json, enter the ARN below, and run this command. It replaces the whole trust policy too.";

pub(crate) const NAME_FIRST: &str = "Enter a valid role name first";
pub(crate) const ARN_FIRST: &str = "Enter the ARN of the role first";

pub(crate) const SAVING: &str = "Saving…";
pub(crate) const SAVED: &str = "Saved";
pub(crate) const NOT_SAVED: &str = "Not saved yet, it is kept in this tab. Trying again.";
pub(crate) const NEWER: &str = "Something newer was typed elsewhere";
pub(crate) const NEWER_TEXT: &str = "This authorization was changed on another browser or by somebody else since you opened it here. Theirs:";
pub(crate) const USE_NEWER: &str = "Use the newer text";
pub(crate) const KEEP_MINE: &str = "Keep mine";
pub(crate) const EMPTY_TEXT: &str = "(empty)";

pub(crate) const ALREADY: &str = "This role is authorized";
pub(crate) const ALREADY_TEXT: &str = "There is nothing left to do here.";

pub(crate) const CHECKS: &str = "Validation";
pub(crate) const STOP: &str = "Stop";
pub(crate) const STOPPED: &str = "The validation was stopped";
pub(crate) const STOPPED_TEXT: &str = "Nothing was changed. Validate again when you are ready.";
pub(crate) const STARTED: &str = "The validation has begun";
pub(crate) const CONNECTION_LOST: &str = "The connection is lost. The validation goes on without it, and is shown here as soon as the connection is back.";
pub(crate) const AWS_SAID: &str = "AWS said:";
pub(crate) const WHY: &str = "Why this may be, the likeliest first";
pub(crate) const WHAT_NOW: &str = "What to do";
pub(crate) const COPY_MENDED: &str = "Copy mended trust policy";
pub(crate) const COPY_CHECK: &str = "Copy check command";

/// What the service's AWS account is.
pub(crate) fn account_means(service: &str) -> String {
    [service, " acts in AWS as an account of its own. Your role has to trust that account; the next page names it."].concat()
}

/// What the external ID is.
pub(crate) fn external_id_means(service: &str) -> String {
    [
        "A value that ",
        service,
        " makes for this one authorization and sends whenever it assumes your role. Your trust policy asks for it, so that nobody else can make ",
        service,
        " use your role.",
    ]
    .concat()
}

/// Why a role is needed.
pub(crate) fn why(service: &str) -> String {
    ["Some services of ", service, " reach resources in your AWS account. They do so by assuming an IAM role that you own and can take away at any time."].concat()
}

/// What will be done, in order.
pub(crate) fn steps(service: &str) -> [String; 4] {
    [
        "Get a trust policy that is made for this authorization.".to_owned(),
        "Put it on a role in your AWS account: a new one, created with the AWS CLI, or one that you have.".to_owned(),
        "Paste the ARN of the role.".to_owned(),
        [service, " checks that it can assume the role, and that nobody can without the external ID."].concat(),
    ]
}

/// What the customer sees of the checks.
pub(crate) fn checks_text(service: &str) -> String {
    [
        "To be sure that your role is closed to others, ",
        service,
        " also tries to assume it without the external ID and with a wrong one. Both have to be refused, and both appear in your CloudTrail as AssumeRole with AccessDenied.",
    ]
    .concat()
}

/// What is checked.
pub(crate) fn check(kind: CheckKind, service: &str) -> String {
    match kind {
        CheckKind::RoleArn => "The ARN is one of a role".to_owned(),
        CheckKind::ServiceIdentity => [service, " can sign in to AWS"].concat(),
        CheckKind::WithExternalId => {
            [service, " can assume the role with the external ID"].concat()
        }
        CheckKind::WithoutExternalId => "Without an external ID it is refused".to_owned(),
        CheckKind::WrongExternalId => "With a wrong external ID it is refused".to_owned(),
    }
}

/// What a refused call waits for.
pub(crate) fn retrying(seconds: u64) -> String {
    if seconds == 0 {
        return "AWS may not have spread this yet, trying again now".to_owned();
    }
    ["AWS may not have spread this yet, trying again in ", &seconds.to_string(), " s"].concat()
}

/// Whom a validation that is shown was about.
pub(crate) fn last_result(arn: &str) -> String {
    ["The last validation, of ", arn].concat()
}

/// What the AWS console opens with.
pub(crate) fn quick_create(region: &str) -> String {
    [
        "The AWS console opens with the template and its parameters filled in. Acknowledge there that IAM resources with custom names are made, and create the stack. It is in ",
        region,
        "; the role is in no region.",
    ]
    .concat()
}

/// What to do where the service is in the present policy as it should be.
pub(crate) fn nothing_to_merge(service: &str) -> String {
    ["The present trust policy lets ", service, " in. Leave it as it is, and enter the ARN below."]
        .concat()
}

/// What the merge did, and what to do with it.
pub(crate) fn merged(added: usize, removed: usize) -> String {
    [
        "Lines added: ",
        &added.to_string(),
        ", removed: ",
        &removed.to_string(),
        ". Use the merged policy in the next steps, in place of the text of step 1.",
    ]
    .concat()
}

/// How grave a finding is, and which statement of the policy it is about.
pub(crate) fn finding(gravity: &str, statement: Option<usize>) -> String {
    match statement {
        Some(number) => [gravity, ", statement ", &number.to_string(), ":"].concat(),
        None => [gravity, ":"].concat(),
    }
}
