//! Links to other sites.

/// How to install the AWS CLI.
pub(crate) const INSTALL_AWS_CLI: &str =
    "https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-install.html";

/// What an IAM role is.
pub(crate) const IAM_ROLES: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html";

/// Why an external ID is needed.
pub(crate) const CONFUSED_DEPUTY: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html";

/// The list of roles in the AWS console of a partition.
pub(crate) fn aws_console_roles(partition: wire::Partition) -> &'static str {
    match partition {
        wire::Partition::Aws => "https://console.aws.amazon.com/iam/home#/roles",
        wire::Partition::AwsUsGov => "https://console.amazonaws-us-gov.com/iam/home#/roles",
        wire::Partition::AwsCn => "https://console.amazonaws.cn/iam/home#/roles",
    }
}

/// Where a stack of AWS CloudFormation begins in the AWS console of a partition.
pub(crate) fn aws_console_create_stack(partition: wire::Partition) -> String {
    ["https://", partition.console_host(), "/cloudformation/home#/stacks/create"].concat()
}
