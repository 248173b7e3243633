import { join } from 'node:path';

/** The folders of one domain, all below one root. */
export interface SambaFolders {
  readonly root: string;
  /** What the domain is made of: the only part that is archived. */
  readonly domain: string;
  /** Sockets, locks and process numbers: empty at every start. */
  readonly runtime: string;
  readonly configuration: string;
  readonly log: string;
}

/** The folders below `root`. */
export function sambaFolders(root: string): SambaFolders {
  return {
    root,
    domain: join(root, 'domain'),
    runtime: join(root, 'run'),
    configuration: join(root, 'smb.conf'),
    log: join(root, 'samba.log'),
  };
}

/** The NetBIOS name of a domain: the first label of its DNS name in capitals, at most 15 characters. */
export function netbiosName(dnsName: string): string {
  return (dnsName.split('.')[0] ?? dnsName).toUpperCase().slice(0, 15);
}

/** The domain controller's DNS name. */
export function controllerName(dnsName: string): string {
  return `dc1.${dnsName}`;
}

/** Files of the server's certificate, its key and the authority, below the root. */
export function certificateFiles(root: string): { certificate: string; key: string; authority: string } {
  return {
    certificate: join(root, 'tls', 'certificate.pem'),
    key: join(root, 'tls', 'key.pem'),
    authority: join(root, 'tls', 'authority.pem'),
  };
}

/**
 * The text of smb.conf for a domain controller that keeps everything below `folders.root` and listens on `address`
 * alone. The previous password of an account is refused at once (Samba's default takes it for another hour), so that
 * a bind proves a password.
 * @param otherwise Settings of the global section that are added, or take the place of ours.
 */
export function sambaConfiguration(
  folders: SambaFolders,
  dnsName: string,
  address: string,
  otherwise: Record<string, string> = {},
): string {
  const { certificate, key, authority } = certificateFiles(folders.root);
  const settings: Record<string, string> = {
    'netbios name': 'DC1',
    workgroup: netbiosName(dnsName),
    realm: dnsName.toUpperCase(),
    'server role': 'active directory domain controller',
    'server services': 'ldap, kdc, rpc',
    interfaces: `${address}/8`,
    'bind interfaces only': 'yes',
    'private dir': join(folders.domain, 'private'),
    'state directory': join(folders.domain, 'state'),
    'binddns dir': join(folders.domain, 'dns'),
    'cache directory': join(folders.runtime, 'cache'),
    'lock directory': join(folders.runtime, 'lock'),
    'pid directory': folders.runtime,
    'ncalrpc dir': join(folders.runtime, 'rpc'),
    'ntp signd socket directory': join(folders.runtime, 'ntp'),
    'winbindd socket directory': join(folders.runtime, 'winbind'),
    'tls enabled': 'yes',
    'tls certfile': certificate,
    'tls keyfile': key,
    'tls cafile': authority,
    'old password allowed period': '0',
    'log level': '1',
    'panic action': '/bin/true',
    ...otherwise,
  };
  const systemVolume = join(folders.domain, 'state', 'sysvol');
  return [
    section('global', settings),
    section('sysvol', { path: systemVolume, 'read only': 'no' }),
    section('netlogon', { path: join(systemVolume, dnsName, 'scripts'), 'read only': 'no' }),
  ].join('\n');
}

function section(name: string, settings: Record<string, string>): string {
  // A percent sign starts a variable of Samba's; two of them are one that means itself.
  const lines = Object.entries(settings).map(([key, value]) => `\t${key} = ${value.replaceAll('%', '%%')}`);
  return `[${name}]\n${lines.join('\n')}\n`;
}
