locals {
  # The API's paths by name, so that metrics and access logs tell them apart; $default leaves every other request to
  # Express, which answers 404 as the rest of the API does. Which methods a path takes is Express's to say (405).
  routes = ["ANY /users", "ANY /users/{id}", "GET /openapi.json", "$default"]
}

resource "aws_apigatewayv2_api" "users" {
  name          = local.prefix
  description   = "The users API"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "users" {
  api_id                 = aws_apigatewayv2_api.users.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.users.arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "users" {
  for_each = toset(local.routes)

  api_id    = aws_apigatewayv2_api.users.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.users.id}"
}

# The stage $default is at the root of the API's URL.
resource "aws_apigatewayv2_stage" "users" {
  api_id      = aws_apigatewayv2_api.users.id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format = jsonencode({
      requestId        = "$context.requestId"
      requestTime      = "$context.requestTime"
      sourceIp         = "$context.identity.sourceIp"
      routeKey         = "$context.routeKey"
      path             = "$context.path"
      status           = "$context.status"
      responseLatency  = "$context.responseLatency"
      integrationError = "$context.integrationErrorMessage"
    })
  }
}

resource "aws_lambda_permission" "api" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.users.function_name
  principal     = "apigateway.amazonaws.com"
  # Any stage and any route of this API.
  source_arn = "${aws_apigatewayv2_api.users.execution_arn}/*"
}
