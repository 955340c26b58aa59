output "api_url" {
  description = "Where the API answers: curl $(terraform output -raw api_url)/users"
  value       = aws_apigatewayv2_api.users.api_endpoint
  # Not before it can answer.
  depends_on = [aws_apigatewayv2_route.users, aws_apigatewayv2_stage.users, aws_lambda_permission.api]
}

output "function_name" {
  description = "Name of the Lambda function."
  value       = aws_lambda_function.users.function_name
}

output "layer_arn" {
  description = "ARN, with its version, of the layer."
  value       = aws_lambda_layer_version.express.arn
}

output "table_name" {
  description = "Name of the table of users."
  value       = aws_dynamodb_table.users.name
}

output "log_groups" {
  description = "Names of the log groups, of the function and of the API's requests."
  value = {
    function = aws_cloudwatch_log_group.function.name
    access   = aws_cloudwatch_log_group.access.name
  }
}
