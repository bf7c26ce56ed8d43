#!/bin/sh
# A filter over Kubernetes manifests: replaces the images with the references through which the pull through cache serves
# them. Images that no rule covers stay, and so does everything else in the manifests. Works as a post-renderer of Helm.
#
#   kubectl kustomize . | examples/rewrite-images.sh | kubectl apply -f -
#   helm upgrade web ./chart --post-renderer examples/rewrite-images.sh
#
# Options are passed to `ecr image-uri`. With these, it needs no credentials and no network:
#   examples/rewrite-images.sh --rules file://rules.yaml --registry-id 123456789012 --region us-east-1 < manifests.yaml
#
# ECR is the command, where it is not ecr. It runs once, however many images there are. An image is a line with the key
# `image` and its value, as kubectl, kustomize and Helm write it.
set -eu

: "${ECR:=ecr}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Not every shell runs the action of EXIT when a signal ends it.
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
cat >"$folder/manifests"

# Prints the images of the manifests. With a file of replacements, one a line, it prints the manifests with these instead.
images() {
  awk -v replacements="$1" '
    {
      value = ""
      if (match($0, /^[ \t]*(- +)*["\047]?image["\047]?[ \t]*:[ \t]+(&[^ \t]+[ \t]+)?/)) {
        before = substr($0, 1, RLENGTH)
        after = substr($0, RLENGTH + 1)
        if (match(after, /^("[^"]*"|\047[^\047]*\047)/)) {
          before = before substr(after, 1, 1)
          value = substr(after, 2, RLENGTH - 2)
          after = substr(after, RLENGTH)
        } else if (match(after, /^[^][{}&*!|>"\047%@`#, \t\r][^ \t\r]*/)) {
          value = substr(after, 1, RLENGTH)
          after = substr(after, RLENGTH + 1)
          # YAML reads these as null, booleans and numbers.
          if (tolower(value) ~ /^(~|null|true|false|yes|no|on|off|[0-9][0-9._]*)$/) value = ""
        }
        # Blank text, text of several words, and text with an escaped quote are not images.
        if (value !~ /[A-Za-z0-9]/ || after !~ /^["\047]?,?[ \t\r]*(#.*)?$/) value = ""
      }
      if (value == "") { if (replacements != "") print; next }
      if (replacements == "") { print value; next }
      if ((getline value < replacements) <= 0) exit 1
      print before value after
    }' "$folder/manifests"
}

images '' >"$folder/images"
$ECR image-uri --keep-unmatched "$@" - <"$folder/images" >"$folder/uris"
images "$folder/uris"
