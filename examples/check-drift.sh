#!/bin/sh
# A CI job: fails when a registry does not have the rules of a file, and prints the rules that differ. What failed and
# what is in conflict, and why, is on stderr, a line for each.
#
#   examples/check-drift.sh RULES REGION...
#
# Uses the credentials of the job. It needs ecr:DescribePullThroughCacheRules, and secretsmanager:DescribeSecret where the
# file has ${SecretArn:NAME}.
# ECR is the command, where it is not ecr. Without an account:
#   ecr-local -- examples/check-drift.sh rules.yaml us-east-1 eu-west-1
set -u

: "${ECR:=ecr}"
# Not with 2, which means that the rules differ.
if [ $# -lt 2 ]; then
  echo 'Usage: check-drift.sh RULES REGION...' >&2
  exit 252
fi
rules=$1
shift

$ECR plan --rules "file://$rules" --regions "$@" --detailed-exitcode --output text \
  --query "registries[].[region, join(', ', rules[?action!='none'].join(' ', [action, ecrRepositoryPrefix]))]"
status=$?
case $status in
  0) echo 'No drift.' ;;
  2) echo 'The rules differ. Run: ecr apply' >&2 ;;
  *) echo 'A registry could not be compared.' >&2 ;;
esac
exit "$status"
