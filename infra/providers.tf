locals {
  is_local = var.endpoint != null
}

provider "aws" {
  region = var.region

  # Local: whatever identity and settings this machine has for AWS, none of it is used.
  access_key                  = local.is_local ? "test" : null
  secret_key                  = local.is_local ? "test" : null
  shared_config_files         = local.is_local ? [] : null
  shared_credentials_files    = local.is_local ? [] : null
  skip_credentials_validation = local.is_local
  skip_metadata_api_check     = local.is_local
  skip_region_validation      = local.is_local

  # Every service that this configuration has a resource of; STS tells the account, which ARNs are made with.
  dynamic "endpoints" {
    for_each = var.endpoint[*]
    content {
      apigatewayv2 = endpoints.value
      dynamodb     = endpoints.value
      iam          = endpoints.value
      lambda       = endpoints.value
      logs         = endpoints.value
      sts          = endpoints.value
    }
  }

  default_tags {
    tags = {
      Service = var.name
      Stage   = var.stage
    }
  }
}
