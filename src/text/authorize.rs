//! The modal that authorizes a role.

use wire::console::CheckKind;

use crate::language::{Text, t};

pub(crate) const NEXT: Text = t("Next");
pub(crate) const WHAT_HAPPENS: Text = t("What you will do");
pub(crate) const TERMS: Text = t("What the words mean");
pub(crate) const TERM_ACCOUNT: Text = t("AWS account of the service");
pub(crate) const TERM_TRUST_POLICY: Text = t("Trust policy");
pub(crate) const TERM_EXTERNAL_ID: Text = t("External ID");
pub(crate) const TRUST_POLICY_MEANS: Text = t(
    "A document on your role that says who may assume it. It gives no access to anything by itself: the permissions of the role do.",
);
pub(crate) const MORE_ABOUT_ROLES: Text = t("How IAM roles work");
pub(crate) const MORE_ABOUT_EXTERNAL_ID: Text = t("Why an external ID is needed");
pub(crate) const CHECKS_TITLE: Text = t("Two refused calls in your CloudTrail are expected");
pub(crate) const NOTHING_YET: Text = t(
    "Nothing is saved before you press Next. You can leave after that at any time and resume later, on any browser.",
);

pub(crate) const CREATE_ROLE: Text = t("Create New Role with the AWS CLI");
pub(crate) const EXISTING_ROLE: Text = t("Add Trust Relationships to an Existing Role");
pub(crate) const CHOOSE: Text =
    t("Choose one of the two ways. You can change your mind: what you type stays.");
pub(crate) const TRUST_POLICY: Text = t("Trust policy");
pub(crate) const COPY_TRUST_POLICY: Text = t("Copy trust policy");
pub(crate) const DOWNLOAD: Text = t("Download");
pub(crate) const COMMAND: Text = t("Command");
pub(crate) const COPY_COMMAND: Text = t("Copy command");
pub(crate) const ROLE_NAME: Text = t("Role name");
pub(crate) const ROLE_NAME_RULE: Text = t("1 to 64 letters, digits and + = , . @ _ -");
pub(crate) const ROLE_NAME_PLACEHOLDER: Text = t("<role-name>");
pub(crate) const ROLE_ARN: Text = t("Enter the Role ARN");
pub(crate) const ROLE_ARN_HINT: Text = t("For example arn:aws:iam::123456789012:role/atlas-access");
/// In a sandbox, where a role of any other account is refused.
pub(crate) const SANDBOX_ROLE_ARN_HINT: Text =
    t("In this sandbox for example arn:aws:iam::000000000000:role/ok-reader");
pub(crate) const VALIDATE: Text = t("Validate and Finish");

/// In each of the [`WAYS`].
pub(crate) const STEP_SAVE: [Text; 3] = [
    t(
        "Copy this trust policy and save it as role-trust-policy.json, or download it under that name.",
    ),
    t(
        "This is the trust policy that the role gets. The Terraform configuration below has it in it: there is nothing to save here.",
    ),
    t(
        "This is the trust policy that the role gets. The template below has it in it: there is nothing to save here.",
    ),
];
pub(crate) const STEP_NAME: Text = t("Enter a name for your new AWS IAM role.");
pub(crate) const STEP_CREATE: Text = t("Create the role, in one of three ways.");
pub(crate) const WAYS: Text = t("Ways to create the role");
pub(crate) const AWS_CLI: Text = t("AWS CLI");
pub(crate) const TERRAFORM: Text = t("Terraform");
pub(crate) const CLOUDFORMATION: Text = t("CloudFormation");
pub(crate) const STEP_INSTALL: Text = t("This needs the AWS CLI. If you don't have it:");
pub(crate) const INSTALL: Text = t("install the AWS CLI");
pub(crate) const STEP_RUN: Text = t(
    "Copy the command and run it in the folder of that file, signed in to the AWS account that shall own the role.",
);
/// In each of the [`WAYS`].
pub(crate) const STEP_ARN: [Text; 3] = [
    t(
        "The command answers with a JSON document about the new role. Copy the value of its field Arn and paste it here.",
    ),
    t("Terraform ends with the output role_arn. Copy its value and paste it here."),
    t(
        "Once the stack is complete, its tab Outputs has the key RoleArn. Copy its value and paste it here.",
    ),
];
pub(crate) const TERRAFORM_TEXT: Text = t(
    "Add this to your Terraform configuration, or download it into a folder of its own and run terraform init. Then run terraform apply, signed in to the AWS account that shall own the role.",
);
pub(crate) const TERRAFORM_CODE: Text = t("Terraform configuration");
pub(crate) const COPY_TERRAFORM: Text = t("Copy Terraform");
pub(crate) const DOWNLOAD_TERRAFORM: Text = t("Download access-role.tf");
pub(crate) const QUICK_CREATE: Text = t("Open the new stack in the AWS console");
pub(crate) const OR_UPLOAD: Text = t("Or upload the template yourself:");
pub(crate) const STEP_TEMPLATE: Text =
    t("Download the template. It has the values below filled in.");
pub(crate) const STEP_UPLOAD: Text = t(
    "In the AWS console, signed in to the AWS account that shall own the role, choose Create stack, then Upload a template file, and choose access-role.yaml.",
);
pub(crate) const CREATE_STACK: Text = t("Create a stack in the AWS console");
pub(crate) const STEP_SUBMIT: Text = t(
    "Give the stack a name, acknowledge that it makes IAM resources with custom names, and submit it.",
);
pub(crate) const DOWNLOAD_TEMPLATE: Text = t("Download access-role.yaml");
pub(crate) const PARAMETERS: Text = t("The values of the template's parameters:");
pub(crate) const COPY_PRINCIPAL: Text = t("Copy ServicePrincipalArn");
pub(crate) const COPY_EXTERNAL_ID: Text = t("Copy ExternalId");
pub(crate) const COPY_ROLE_NAME: Text = t("Copy RoleName");

pub(crate) const STEP_COPY: Text = t("Copy this trust relationship.");
pub(crate) const STEP_MERGE: Text = t(
    "If the role trusts somebody already, merge this with its present trust policy, so that nobody is cut off. The AWS console shows the present policy under Trust relationships, and this command prints it:",
);
pub(crate) const COPY_GET_COMMAND: Text = t("Copy get-role command");
pub(crate) const PRESENT_POLICY: Text = t("Present trust policy");
pub(crate) const PRESENT_TOO_LONG: Text =
    t("This is longer than any trust policy. Paste only the policy of this role.");
pub(crate) const MERGE: Text = t("Merge");
pub(crate) const MERGED: Text = t("Merged");
pub(crate) const NOTHING_TO_MERGE: Text = t("There is nothing to change");
pub(crate) const NOT_MERGED: Text = t("No merged policy would work");
pub(crate) const NOT_MERGED_TEXT: Text =
    t("Change the role's trust policy as said here, then merge again.");
pub(crate) const PROBLEM: Text = t("Problem");
pub(crate) const WARNING: Text = t("Warning");
pub(crate) const IN_ORDER: Text = t("In order");
pub(crate) const NOTE: Text = t("Note");
pub(crate) const DIFFERENCE: Text = t("Difference to the present trust policy");
pub(crate) const MERGED_POLICY: Text = t("Merged policy");
pub(crate) const COPY_MERGED: Text = t("Copy merged policy");
pub(crate) const DOWNLOAD_MERGED: Text = t("Download merged policy");
pub(crate) const STEP_ROLES: Text =
    t("In the AWS console, open the Roles section of the IAM dashboard.");
pub(crate) const AWS_CONSOLE: Text = t("Open Roles in the AWS console");
pub(crate) const STEP_CLICK: Text = t("Click the role that you want to authorize.");
pub(crate) const STEP_TAB: Text = t(
    "Select the tab Trust relationships, then Edit trust policy (in older consoles: Edit trust relationship).",
);
pub(crate) const STEP_REPLACE: Text = t(
    "Replace the text with what you copied, and click Update policy (in older consoles: Update Trust Policy).",
);
pub(crate) const REPLACE_WARNING: Text =
    t("Replacing cuts off everybody else whom the role trusts");
pub(crate) const REPLACE_WARNING_TEXT: Text =
    t("If the role trusts somebody already, use the merged policy of step 2 instead.");
pub(crate) const MENDED_WARNING_TEXT: Text = t(
    "See first what the role trusts now. What else is to stay, put beside this statement, or let it be merged under Add Trust Relationships to an Existing Role.",
);
pub(crate) const STEP_PASTE: Text =
    t("Copy the ARN of the role from the top of its page and paste it here.");
pub(crate) const OR_CLI: Text = t(
    "Or do it with the AWS CLI: save the text, or the merged policy, as role-trust-policy.json, enter the ARN below, and run this command. It replaces the whole trust policy too.",
);

pub(crate) const NAME_FIRST: Text = t("Enter a valid role name first");
pub(crate) const ARN_FIRST: Text = t("Enter the ARN of the role first");

pub(crate) const SAVING: Text = t("Saving…");
pub(crate) const SAVED: Text = t("Saved");
pub(crate) const NOT_SAVED: Text = t("Not saved yet, it is kept in this tab. Trying again.");
pub(crate) const NEWER: Text = t("Something newer was typed elsewhere");
pub(crate) const NEWER_TEXT: Text = t(
    "This authorization was changed on another browser or by somebody else since you opened it here. Theirs:",
);
pub(crate) const USE_NEWER: Text = t("Use the newer text");
pub(crate) const KEEP_MINE: Text = t("Keep mine");
pub(crate) const EMPTY_TEXT: Text = t("(empty)");

pub(crate) const ALREADY: Text = t("This role is authorized");
pub(crate) const ALREADY_TEXT: Text = t("There is nothing left to do here.");

pub(crate) const CHECKS: Text = t("Validation");
pub(crate) const STOP: Text = t("Stop");
pub(crate) const STOPPED: Text = t("The validation was stopped");
pub(crate) const STOPPED_TEXT: Text = t("Nothing was changed. Validate again when you are ready.");
pub(crate) const STARTED: Text = t("The validation has begun");
pub(crate) const CONNECTION_LOST: Text = t(
    "The connection is lost. The validation goes on without it, and is shown here as soon as the connection is back.",
);
pub(crate) const AWS_SAID: Text = t("AWS said:");
pub(crate) const WHY: Text = t("Why this may be, the likeliest first");
pub(crate) const WHAT_NOW: Text = t("What to do");
pub(crate) const COPY_MENDED: Text = t("Copy mended trust policy");
pub(crate) const COPY_CHECK: Text = t("Copy check command");
pub(crate) const COPY_REPLACE: Text = t("Copy command that replaces it");

/// What the service's AWS account is.
pub(crate) fn account_means(service: &str) -> String {
    t("{0} acts in AWS as an account of its own. Your role has to trust that account; the next page names it.").with(&[service])
}

/// What the external ID is.
pub(crate) fn external_id_means(service: &str) -> String {
    t("A value that {0} makes for this one authorization and sends whenever it assumes your role. Your trust policy asks for it, so that nobody else can make {0} use your role.").with(&[service])
}

/// Why a role is needed.
pub(crate) fn why(service: &str) -> String {
    t("Some services of {0} reach resources in your AWS account. They do so by assuming an IAM role that you own and can take away at any time.").with(&[service])
}

/// What will be done, in order.
pub(crate) fn steps(service: &str) -> [String; 4] {
    [
        t("Get a trust policy that is made for this authorization.").to_owned(),
        t("Put it on a role in your AWS account: a new one, created with the AWS CLI, or one that you have.").to_owned(),
        t("Paste the ARN of the role.").to_owned(),
        t("{0} checks that it can assume the role, and that nobody can without the external ID.").with(&[service]),
    ]
}

/// What the customer sees of the checks.
pub(crate) fn checks_text(service: &str) -> String {
    t("To be sure that your role is closed to others, {0} also tries to assume it without the external ID and with a wrong one. Both have to be refused, and both appear in your CloudTrail as AssumeRole with AccessDenied.").with(&[service])
}

/// What is checked.
pub(crate) fn check(kind: CheckKind, service: &str) -> String {
    match kind {
        CheckKind::RoleArn => t("The ARN is one of a role").to_owned(),
        CheckKind::ServiceIdentity => t("{0} can sign in to AWS").with(&[service]),
        CheckKind::WithExternalId => {
            t("{0} can assume the role with the external ID").with(&[service])
        }
        CheckKind::WithoutExternalId => t("Without an external ID it is refused").to_owned(),
        CheckKind::WrongExternalId => t("With a wrong external ID it is refused").to_owned(),
    }
}

/// What a refused call waits for.
pub(crate) fn retrying(seconds: u64) -> String {
    if seconds == 0 {
        return t("AWS may not have spread this yet, trying again now").to_owned();
    }
    t("AWS may not have spread this yet, trying again in {0} s").with(&[&seconds.to_string()])
}

/// Whom a validation that is shown was about.
pub(crate) fn last_result(arn: &str) -> String {
    t("The last validation, of {0}").with(&[arn])
}

/// What the AWS console opens with.
pub(crate) fn quick_create(region: &str) -> String {
    t("The AWS console opens with the template and its parameters filled in. Acknowledge there that IAM resources with custom names are made, and create the stack. It is in {0}; the role is in no region.").with(&[region])
}

/// What to do where the service is in the present policy as it should be.
pub(crate) fn nothing_to_merge(service: &str) -> String {
    t("The present trust policy lets {0} in. Leave it as it is, and enter the ARN below.")
        .with(&[service])
}

/// What the merge did, and what to do with it.
pub(crate) fn merged(added: usize, removed: usize) -> String {
    t("Lines added: {0}, removed: {1}. Use the merged policy in the next steps, in place of the text of step 1.").with(&[&added.to_string(), &removed.to_string()])
}

/// How grave a finding is, and which statement of the policy it is about.
pub(crate) fn finding(gravity: Text, statement: Option<usize>) -> String {
    match statement {
        Some(number) => t("{0}, statement {1}:").with(&[&gravity, &number.to_string()]),
        None => t("{0}:").with(&[&gravity]),
    }
}
