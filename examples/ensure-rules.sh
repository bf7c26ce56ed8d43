#!/bin/sh
# A CI job: makes sure that the pull through cache rules for Docker Hub, GHCR, Quay and ECR Public exist in every Region.
# It may run as often as you like: what is there stays, and a rule whose secret has changed gets the new one.
#
#   DOCKER_HUB_SECRET, GHCR_SECRET   ARNs of the secrets (their names start with ecr-pullthroughcache/) in any one of the
#                                    Regions; a secret that is replicated has the same ARN in each but for the Region
#   REGIONS                          where, separated by spaces
#   ECR                              the command, where it is not ecr
#
# Without an account, the secrets' names are all that counts:
#   export DOCKER_HUB_SECRET=arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf
#   export GHCR_SECRET=arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf
#   ecr-local -- examples/ensure-rules.sh
set -u

: "${REGIONS:=eu-central-1 us-east-1 ap-southeast-1}"
: "${DOCKER_HUB_SECRET:?is missing: the ARN of the secret for Docker Hub}"
: "${GHCR_SECRET:?is missing: the ARN of the secret for GHCR}"
: "${ECR:=ecr}"

failures=0

# in_region ARN REGION: the same secret's ARN in another Region
in_region() {
  printf '%s' "$1" | awk -F: -v OFS=: -v region="$2" '{ $4 = region; print }'
}

# ensure REGION PREFIX URL [OPTION...]: creates the rule or updates the existing one, and has it checked
ensure() {
  region=$1 prefix=$2 url=$3
  shift 3
  if $ECR create-pull-through-cache-rule --region "$region" --ecr-repository-prefix "$prefix" --upstream-registry-url "$url" "$@" \
    --if-exists update --validate --output text --query '[ecrRepositoryPrefix, upstreamRegistryUrl]'; then
    return
  fi
  echo "$region: the rule $prefix is not as it should be" >&2
  failures=$((failures + 1))
}

for region in $REGIONS; do
  echo "$region"
  ensure "$region" docker-hub registry-1.docker.io --credential-arn "$(in_region "$DOCKER_HUB_SECRET" "$region")"
  ensure "$region" ghcr ghcr.io --credential-arn "$(in_region "$GHCR_SECRET" "$region")"
  ensure "$region" quay quay.io
  ensure "$region" ecr-public public.ecr.aws
done

[ "$failures" -eq 0 ]
