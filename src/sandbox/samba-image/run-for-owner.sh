#!/bin/sh
# Runs one of Samba's programs on the folders below FOLDER, which somebody else owns: Samba wants to own its files
# itself, and whoever started this must be able to delete them. Usage: run-for-owner FOLDER PROGRAM [ARGUMENT ...]
set -u
folder=$1
shift

# The owner is read from the folder and not given as a number: inside a container, numbers may mean other accounts.
owned_like() {
  for name in domain run tls; do
    [ ! -e "$folder/$name" ] || chown -R --reference="$1" "$folder/$name"
  done
}

trap 'owned_like "$folder"' EXIT
# Without this a signal would end the shell before the files are given back.
trap : HUP INT TERM
owned_like /root
"$@"
