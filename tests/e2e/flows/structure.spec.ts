import { expect, PROJECT, test } from "../fixtures/console";
import { CREATE } from "../pages/authorize";

const project = `/projects/${PROJECT}`;
const roles = `${project}/integrations/aws-iam-roles`;

test("what a screen reader is told of the modal", async ({ page, console }) => {
  await page.goto(`${roles}/authorize`);
  await expect(console.authorize.next).toBeVisible();
  await expect(console.authorize.dialog).toMatchAriaSnapshot(`
    - dialog "Authorize an AWS IAM Role":
      - heading "Authorize an AWS IAM Role" [level=2]
      - button "Close"
      - heading "What you will do" [level=3]
      - list:
        - listitem
        - listitem
        - listitem
        - listitem
      - heading "What the words mean" [level=3]
      - button "Cancel"
      - button "Next"
  `);
  await console.authorize.next.click();
  await console.authorize.open(CREATE);
  await expect(console.authorize.dialog).toMatchAriaSnapshot(`
    - dialog "Authorize an AWS IAM Role":
      - heading "Create New Role with the AWS CLI" [level=3]:
        - button "Create New Role with the AWS CLI" [expanded]
      - group "Create New Role with the AWS CLI":
        - list:
          - listitem:
            - figure "Trust policy":
              - button "Copy trust policy"
            - link "Download"
          - listitem:
            - textbox "Role name"
          - listitem:
            - tablist "Ways to create the role":
              - tab "AWS CLI" [selected]
              - tab "Terraform"
              - tab "CloudFormation"
            - tabpanel "AWS CLI":
              - paragraph:
                - link "install the AWS CLI (opens in a new tab)":
                  - /url: https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-install.html
              - figure "Command":
                - button "Copy command" [disabled]
          - listitem:
            - textbox "Enter the Role ARN"
            - button "Validate and Finish"
      - heading "Add Trust Relationships to an Existing Role" [level=3]:
        - button "Add Trust Relationships to an Existing Role"
      - button "Cancel"
  `);
});
