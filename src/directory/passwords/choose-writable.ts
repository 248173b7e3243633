import {
  parseControllerAddress,
  type ControllerAddress,
} from '../../domain/active-directory/controller-address.js';
import type { ObjectGuid } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import { chooseController, isWorthTheNext } from '../controllers/choose-controller.js';
import type { CoolDown } from '../controllers/cool-down.js';
import { signIn, type SignedIn, type SignInParts } from '../controllers/signed-in.js';
import type { NamedController } from '../password-directory.js';
import type { DirectoryTarget } from '../directory.js';
import {
  findPdcEmulator,
  isPdcEmulator,
  isWithinDomain,
  pdcAddress,
  type PdcEmulator,
} from './pdc-emulator.js';

/** A writable controller that has been signed in to. */
export interface ChosenWritable {
  readonly signedIn: SignedIn;
  readonly isPdcEmulator: boolean;
  /** Why it is not another one. */
  readonly remarks: readonly string[];
}

export interface WritableWishes {
  readonly parts: SignInParts;
  /** invocationIds of controllers that are passed over. */
  readonly except: ReadonlySet<ObjectGuid>;
  readonly coolDown: CoolDown;
}

/**
 * Signs in to the PDC emulator when it can be reached, else to the first writable controller that answers. A PDC emulator
 * that the domain's addresses name and that shows a wrong certificate or refuses the bind account is a failure, as it is
 * for any controller that was named; one that is only found through another is done without.
 */
export async function chooseWritable(
  addresses: readonly ControllerAddress[],
  wishes: WritableWishes,
): Promise<ChosenWritable> {
  const start = (address: ControllerAddress): Promise<SignedIn> => signInUnless(wishes, address);
  const { signedIn, passedOver } = await chooseController(addresses, wishes.coolDown, start);
  const remarks = passedOver.map(({ message }) => `A controller was passed over. ${message}`);
  try {
    const pdc = await findPdcEmulator(signedIn);
    if (pdc !== undefined && isPdcEmulator(signedIn, pdc)) {
      if (signedIn.controller.readOnly)
        throw onlyReadOnly(signedIn, 'It claims to be the PDC emulator itself.');
      return { signedIn, isPdcEmulator: true, remarks };
    }
    const there = await reachPdcEmulator(pdc, addresses, wishes);
    if (typeof there !== 'string') {
      await signedIn.connection.close();
      return { signedIn: there, isPdcEmulator: true, remarks };
    }
    if (signedIn.controller.readOnly) throw onlyReadOnly(signedIn, there);
    return { signedIn, isPdcEmulator: false, remarks: [...remarks, there] };
  } catch (error) {
    await signedIn.connection.close();
    throw error;
  }
}

/** The one controller and no other, at the address it had. */
export async function signInToNamed(named: NamedController, parts: SignInParts): Promise<ChosenWritable> {
  const { address } = parseControllerAddress(named.address);
  if (address === undefined)
    throw new AppError('BAD_INPUT', `${named.address} is no address of a controller.`);
  if (!isOfDomain(address, parts.target))
    throw new AppError(
      'DIRECTORY_CONTROLLER_CHANGED',
      `${address.url} is no controller of the domain any more, so that the bind secret is not sent there.`,
    );
  const signedIn = await signIn(address, parts);
  try {
    const { controller } = signedIn;
    if (controller.invocationId !== named.invocationId)
      throw new AppError(
        'DIRECTORY_CONTROLLER_CHANGED',
        `Another controller, ${controller.dnsHostName}, answers at ${address.url} than the one that was written to, or its database was put back. What it knows is not what that one knows.`,
      );
    const pdc = await findPdcEmulator(signedIn);
    return { signedIn, isPdcEmulator: pdc !== undefined && isPdcEmulator(signedIn, pdc), remarks: [] };
  } catch (error) {
    await signedIn.connection.close();
    throw error;
  }
}

function isOfDomain(address: ControllerAddress, target: DirectoryTarget): boolean {
  const listed = target.controllers.map((text) => parseControllerAddress(text).address?.url);
  return listed.includes(address.url) || isWithinDomain(address, target);
}

/** A connection to it, or why there is none. */
async function reachPdcEmulator(
  pdc: PdcEmulator | undefined,
  addresses: readonly ControllerAddress[],
  wishes: WritableWishes,
): Promise<SignedIn | string> {
  if (pdc === undefined) return 'Which controller is the PDC emulator cannot be read.';
  const { target } = wishes.parts;
  const found = pdcAddress(pdc, addresses, target);
  const name = pdc.dnsHostName ?? pdc.serviceName;
  if (found === undefined)
    return `The PDC emulator, ${name}, is none of the controllers of the domain and does not lie within ${target.dnsName} with CA certificates to check it by.`;
  const { address, isNamed } = found;
  if (wishes.coolDown.isCooling(address.url))
    return `The PDC emulator, ${name}, did not answer a moment ago.`;
  try {
    const there = await signInUnless(wishes, address);
    if (isPdcEmulator(there, pdc) && !there.controller.readOnly) return there;
    await there.connection.close();
    return `At ${address.url} another controller answers than the PDC emulator.`;
  } catch (error) {
    if (!(error instanceof AppError) || (isNamed && !isWorthTheNext(error))) throw error;
    wishes.coolDown.failed(address.url);
    return `The PDC emulator, ${name}, cannot be used. ${error.message}`;
  }
}

async function signInUnless(
  { parts, except }: WritableWishes,
  address: ControllerAddress,
): Promise<SignedIn> {
  const signedIn = await signIn(address, parts);
  if (!except.has(signedIn.controller.invocationId)) return signedIn;
  await signedIn.connection.close();
  throw new AppError('NO_WRITABLE_CONTROLLER', `${address.url} is to be passed over this time.`);
}

function onlyReadOnly({ controller }: SignedIn, why: string): AppError {
  return new AppError(
    'NO_WRITABLE_CONTROLLER',
    `Only a read-only controller, ${controller.dnsHostName}, can be reached, which takes no passwords. ${why} Add a writable controller to the domain, or find out why it does not answer.`,
  );
}
