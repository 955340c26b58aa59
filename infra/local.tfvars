# terraform apply -var-file=local.tfvars: everything on this machine, in the local-cloud that `npm start` or
# `npx local-cloud start` has running. On another port: add -var endpoint=http://localhost:PORT.
stage    = "local"
endpoint = "http://localhost:4566"
