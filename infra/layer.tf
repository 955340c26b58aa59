# Express, and the handler that turns Lambda events into Express requests: layer/, zipped by `npm run build:infra`.
resource "aws_lambda_layer_version" "express" {
  layer_name               = "${local.prefix}-express"
  description              = "Express, and the handler /opt/nodejs/main.handler for functions that are only routes"
  filename                 = "${path.module}/build/layer.zip"
  source_code_hash         = filebase64sha256("${path.module}/build/layer.zip")
  compatible_runtimes      = [local.runtime]
  compatible_architectures = [local.architecture]

  # Versions cannot change: another zip is a new version, and the function has it before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}
