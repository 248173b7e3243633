#!/usr/bin/env bash
# Makes the domain DOMAIN at its first start (groups, an account that reads, certificate authority and certificate),
# then runs its controller in the foreground. Settings: DOMAIN, HOST_NAME, ADMINISTRATOR_PASSWORD, READER_PASSWORD;
# FOLDER and ADDRESS only to run it outside a container.
set -euo pipefail

: "${DOMAIN:?set DOMAIN to the DNS name, for example north.example}"
folder=${FOLDER:-/var/lib/latchkey-domain}
address=${ADDRESS:-$(hostname -i | awk '{ print $1 }')}
host=${HOST_NAME:-$(hostname)}
# A container has its network to itself; elsewhere ADDRESS is one of the loopback network.
interfaces=${ADDRESS:+$ADDRESS/8} only=${ADDRESS:+yes}
interfaces=${interfaces:-lo eth0} only=${only:-no}
base="DC=${DOMAIN//./,DC=}"
certificates=$folder/certificates

if [[ ${1:-} == --check ]]; then
  LDAPTLS_CACERT=$certificates/ca.pem exec ldapsearch -LLL -x -H "ldaps://$host:636" -b '' -s base defaultNamingContext
fi

write_settings() {
  mkdir -p "$folder"/{private,state,run,cache,lock,rpc} "$certificates"
  chmod 700 "$folder/private"
  cat > "$folder/smb.conf" <<SETTINGS
[global]
  workgroup = ${DOMAIN%%.*}
  realm = $DOMAIN
  netbios name = dc1
  server role = active directory domain controller
  server services = ldap, kdc, rpc
  interfaces = $interfaces
  bind interfaces only = $only
  private dir = $folder/private
  state directory = $folder/state
  cache directory = $folder/cache
  lock directory = $folder/lock
  pid directory = $folder/run
  ncalrpc dir = $folder/rpc
  binddns dir = $folder/state
  vfs objects = dfs_samba4 acl_xattr xattr_tdb
  xattr_tdb:file = $folder/state/xattr.tdb
  ldap server require strong auth = yes
  tls enabled = yes
  tls keyfile = $certificates/key.pem
  tls certfile = $certificates/certificate.pem
  tls cafile = $certificates/ca.pem
[sysvol]
  path = $folder/state/sysvol
  read only = no
[netlogon]
  path = $folder/state/sysvol/$DOMAIN/scripts
  read only = no
SETTINGS
}

# Samba's own certificate has no subjectAltName, which no client of today accepts.
make_certificates() {
  local names="DNS:$host,DNS:dc1.$DOMAIN,DNS:$DOMAIN,IP:$address"
  openssl req -x509 -newkey rsa:3072 -nodes -days 825 -subj "/CN=$DOMAIN test authority" \
    -addext 'keyUsage=critical,keyCertSign' -keyout "$certificates/ca-key.pem" -out "$certificates/ca.pem"
  openssl req -newkey rsa:3072 -nodes -subj "/CN=dc1.$DOMAIN" \
    -keyout "$certificates/key.pem" -out "$certificates/request.pem"
  openssl x509 -req -days 825 -in "$certificates/request.pem" -CA "$certificates/ca.pem" \
    -CAkey "$certificates/ca-key.pem" -CAcreateserial -out "$certificates/certificate.pem" \
    -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$names")
  chmod 600 "$certificates"/*key.pem
  rm "$certificates/request.pem"
}

make_domain() {
  : "${ADMINISTRATOR_PASSWORD:?set ADMINISTRATOR_PASSWORD}" "${READER_PASSWORD:?set READER_PASSWORD}"
  samba-tool domain provision --configfile="$folder/smb.conf" --realm="${DOMAIN^^}" \
    --domain="$(tr '[:lower:]' '[:upper:]' <<< "${DOMAIN%%.*}")" --host-name=dc1 --host-ip="$address" \
    --server-role=dc --dns-backend=NONE --option='vfs objects=dfs_samba4 acl_xattr xattr_tdb'
  local -a sam=(-H "$folder/private/sam.ldb" --configfile="$folder/smb.conf")
  # Passwords go in through pipes: arguments can be read by every process.
  printf '%s\n%s\n' "$ADMINISTRATOR_PASSWORD" "$ADMINISTRATOR_PASSWORD" | samba-tool user setpassword Administrator "${sam[@]}"
  printf '%s\n%s\n' "$READER_PASSWORD" "$READER_PASSWORD" | samba-tool user create latchkey-reader "${sam[@]}"
  samba-tool group add 'Hideez Users Sync' "${sam[@]}"
  samba-tool group add 'Security Key Auto Password Change' "${sam[@]}"
}

write_settings
if [[ ! -e $folder/complete ]]; then
  rm -rf "$folder"/{private,state}/*
  make_certificates
  make_domain
  touch "$folder/complete"
fi
echo "Domain $DOMAIN (base $base): ldaps://$host:636, reader latchkey-reader@$DOMAIN, authority in $certificates/ca.pem"
exec samba --interactive --no-process-group --debug-stdout --configfile="$folder/smb.conf"
