locals {
  prefix = "${var.name}-${var.stage}"
  # The newest that version 5 of the provider knows; it refuses nodejs24.x.
  runtime      = "nodejs22.x"
  architecture = "x86_64"
}

resource "aws_lambda_function" "users" {
  function_name    = local.prefix
  description      = "The users API: routes only, Express comes from the layer"
  role             = aws_iam_role.function.arn
  filename         = "${path.module}/build/users.zip"
  source_code_hash = filebase64sha256("${path.module}/build/users.zip")
  runtime          = local.runtime
  architectures    = [local.architecture]
  handler          = "/opt/nodejs/main.handler"
  layers           = [aws_lambda_layer_version.express.arn]
  memory_size      = var.memory
  # Above the three attempts of 2.5 s that the database gets, below API Gateway's 29 s.
  timeout = 10

  environment {
    variables = {
      TABLE_NAME         = aws_dynamodb_table.users.name
      EMAIL_TABLE_NAME   = aws_dynamodb_table.emails.name
      REQUEST_TABLE_NAME = aws_dynamodb_table.requests.name
      NODE_OPTIONS       = "--enable-source-maps"
      # On a Node that the SDK is about to leave behind, it would say so in the log of every cold start.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true"
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.function.name
  }

  # The first call must find its rights.
  depends_on = [aws_iam_role_policy.function]
}
