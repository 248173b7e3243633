import { resolveBaseDn } from '../base-dn.js';
import { findBindAccount, readToken } from '../bind-account.js';
import type {
  CheckRequest,
  DirectoryCheck,
  DirectoryGroup,
  DirectoryTarget,
  GroupReference,
} from '../directory.js';
import { findGroup } from '../groups/group-lookup.js';
import { readNestedGroups } from '../groups/nested-groups.js';
import { searchPeople } from '../people/people-search.js';
import { readDomainPolicy } from '../passwords/policy-reader.js';
import type { PolicyValues } from '../../domain/password/password-policy.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { equals } from '../wire/filters.js';
import { attempt, named, passed, skipped, type Checked, type Finding } from './check-outcome.js';
import { policyFinding, readFineGrainedAges, rotationFinding } from './password-policy.js';
import {
  protectedPeopleFinding,
  resetRightFinding,
  unexpireRightFinding,
  type Asker,
} from './password-rights.js';
import { peopleFinding } from './people-check.js';
import { nameOf, readDescriptor, readSample, sampleOf, type SampledPerson } from './people-sample.js';
import { surveyPeople, type PeopleSurvey } from './people-survey.js';
import { readRightFinding } from './read-right.js';
import { readSchemaGuids } from './schema-guids.js';
import { PERSON_ATTRIBUTES } from '../people/person-decoder.js';

type Groups = readonly DirectoryGroup[];

/** The checks behind the sign-in, over one connection. */
export class DomainChecks {
  constructor(
    private readonly reader: DirectoryReader,
    private readonly target: DirectoryTarget,
    private readonly request: CheckRequest,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async run(): Promise<DirectoryCheck[]> {
    const base = await this.attempt(() => this.baseDn());
    const syncGroup = await this.attempt(() => this.group(this.request.syncGroup));
    const passwordGroup = await this.attempt(() => this.group(this.request.passwordGroup));
    const people = await this.attempt(() => this.people(base.value, syncGroup.value));
    const policy = await this.attempt(() => this.passwordPolicy());
    const asker = await this.attempt(() => this.asker());
    const sample = await this.attempt(() => this.sample(base.value, passwordGroup.value));
    return [
      named('BASE_DN', base),
      named('SYNC_GROUP', syncGroup),
      named('PASSWORD_GROUP', passwordGroup),
      named('PEOPLE', people),
      named('PASSWORD_POLICY', policy),
      named('READ_RIGHT', await this.attempt(() => this.readRight(people.value, asker))),
      named('RESET_PASSWORD_RIGHT', await this.attempt(() => this.resetRight(sample, asker))),
      named('UNEXPIRE_PASSWORD_RIGHT', await this.attempt(() => this.unexpireRight(asker))),
      named(
        'PROTECTED_PEOPLE',
        await this.attempt(() => this.protectedPeople(base.value, passwordGroup.value)),
      ),
      named('ROTATION_PERIOD', await this.attempt(() => this.rotationPeriod(policy.value, sample))),
    ];
  }

  private attempt<T>(run: () => Promise<Checked<T>>): Promise<Checked<T>> {
    return attempt(this.signal, run);
  }

  private async baseDn(): Promise<Checked<string>> {
    const baseDn = await resolveBaseDn(this.reader, this.target.baseDn);
    return { finding: passed(`The base DN is ${baseDn}.`), value: baseDn };
  }

  private async group(reference: GroupReference | null): Promise<Checked<Groups>> {
    if (reference === null) return { finding: skipped('No password group is set for this domain.') };
    const group = await findGroup(this.reader, reference);
    const nested = this.request.nestedGroups ? await readNestedGroups(this.reader, group) : [];
    const within = nested.length > 0 ? `, with ${nested.length} groups nested in it` : '';
    return { finding: passed(`The group ${group.name} is ${group.dn}${within}.`), value: [group, ...nested] };
  }

  private async people(
    baseDn: string | undefined,
    groups: Groups | undefined,
  ): Promise<Checked<PeopleSurvey>> {
    if (baseDn === undefined || groups === undefined)
      return { finding: skipped('Not checked: base DN or sync group is missing.') };
    const survey = await surveyPeople(this.reader, baseDn, groups);
    return { finding: peopleFinding(survey, baseDn), value: survey };
  }

  private async passwordPolicy(): Promise<Checked<PolicyValues>> {
    const policy = await readDomainPolicy(this.reader);
    return { finding: policyFinding(policy), ...(policy ? { value: policy } : {}) };
  }

  /** Not a check of its own: what several of them need. */
  private async asker(): Promise<Checked<Asker>> {
    const account = await findBindAccount(this.reader, this.target.bindAccount);
    const token = await readToken(this.reader, account);
    return { finding: passed(''), value: { token, sid: account?.sid } };
  }

  private async sample(
    baseDn: string | undefined,
    groups: Groups | undefined,
  ): Promise<Checked<SampledPerson[]>> {
    if (baseDn === undefined || groups === undefined) return { finding: this.withoutPasswordGroup() };
    const guids = await sampleOf(this.reader, baseDn, groups);
    return { finding: passed(''), value: await readSample(this.reader, guids) };
  }

  private async readRight(survey: PeopleSurvey | undefined, asker: Checked<Asker>): Promise<Checked<never>> {
    if (survey === undefined) return { finding: skipped('Not checked: it is not known who would be read.') };
    if (asker.value === undefined) return { finding: asker.finding };
    const sample = await readSample(this.reader, survey.sample);
    const schema = await readSchemaGuids(this.reader, PERSON_ATTRIBUTES);
    const { token, sid } = asker.value;
    return { finding: readRightFinding({ survey, sample, schema, token, accountSid: sid }) };
  }

  private async resetRight(sample: Checked<SampledPerson[]>, asker: Checked<Asker>): Promise<Checked<never>> {
    if (sample.value === undefined) return { finding: sample.finding };
    if (asker.value === undefined) return { finding: asker.finding };
    return { finding: resetRightFinding(sample.value, asker.value) };
  }

  private async unexpireRight(asker: Checked<Asker>): Promise<Checked<never>> {
    if (this.request.passwordGroup === null) return { finding: this.withoutPasswordGroup() };
    if (asker.value === undefined) return { finding: asker.finding };
    const descriptor = await readDescriptor(this.reader, this.reader.rootDse.defaultNamingContext);
    return { finding: unexpireRightFinding(descriptor, asker.value) };
  }

  private async protectedPeople(
    baseDn: string | undefined,
    groups: Groups | undefined,
  ): Promise<Checked<never>> {
    if (baseDn === undefined || groups === undefined) return { finding: this.withoutPasswordGroup() };
    const names = new Set<string>();
    const pages = searchPeople(this.reader, baseDn, groups, ['displayName', 'cn', 'sAMAccountName'], {
      condition: equals('adminCount', 1),
    });
    for await (const page of pages) for (const entry of page) names.add(nameOf(entry));
    return { finding: protectedPeopleFinding([...names]) };
  }

  private async rotationPeriod(
    policy: PolicyValues | undefined,
    sample: Checked<SampledPerson[]>,
  ): Promise<Checked<never>> {
    if (this.request.passwordGroup === null) return { finding: this.withoutPasswordGroup() };
    const fine = await readFineGrainedAges(this.reader, sample.value ?? []);
    return { finding: rotationFinding(this.request.rotationPeriodDays, policy, fine) };
  }

  private withoutPasswordGroup(): Finding {
    return skipped(
      this.request.passwordGroup === null
        ? 'No password group is set for this domain, so no password will be changed.'
        : 'Not checked: base DN or password group is missing.',
    );
  }
}
