data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "function" {
  name               = "${local.prefix}-function"
  description        = "What ${local.prefix} may do: its own tables and its own log"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

# A transaction needs the right to each action in it, and none of its own.
data "aws_iam_policy_document" "function" {
  statement {
    sid       = "Users"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"]
    resources = [aws_dynamodb_table.users.arn]
  }
  statement {
    sid       = "Emails"
    actions   = ["dynamodb:PutItem"]
    resources = [aws_dynamodb_table.emails.arn]
  }
  statement {
    sid       = "Requests"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem"]
    resources = [aws_dynamodb_table.requests.arn]
  }
  # Not logs:CreateLogGroup: a group that Lambda made would keep its events for ever.
  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.function.arn}:*"]
  }
}

resource "aws_iam_role_policy" "function" {
  name   = "function"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}
