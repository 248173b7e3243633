import { Field, Int, ObjectType } from 'type-graphql';
import type {
  CheckOutcome as Outcome,
  DirectoryCheck,
  DirectoryCheckName as CheckName,
} from '../../directory/directory.js';
import type { CertificateDescription } from '../../services/domains/ca-certificates.js';
import type { DeletionPreview as Preview } from '../../services/domains/deletion-preview.js';
import { CheckOutcome, DirectoryCheckName } from './domain-enums.js';

@ObjectType('CaCertificate', {
  simpleResolvers: true,
  description: 'A certificate authority that may vouch for the controllers of a domain.',
})
export class CaCertificate implements CertificateDescription {
  @Field(() => String, { description: 'Whose certificate it is.' })
  readonly subject!: string;

  @Field(() => String, { description: 'Who issued it.' })
  readonly issuer!: string;

  @Field(() => Date, { description: 'From when on it is valid.' })
  readonly validFrom!: Date;

  @Field(() => Date, { description: 'Until when it is valid.' })
  readonly validTo!: Date;

  @Field(() => String, { description: 'SHA-256 fingerprint, hexadecimal with colons.' })
  readonly fingerprint!: string;

  @Field(() => String, { description: 'The certificate itself, in PEM form.' })
  readonly pem!: string;
}

@ObjectType('DomainDeletionPreview', {
  simpleResolvers: true,
  description: 'What deleting a domain would do to the people it knows.',
})
export class DomainDeletionPreview implements Preview {
  @Field(() => Int, {
    description: 'Employees whom no other domain knows: the removed-user policy applies to them.',
  })
  readonly employeesKnownOnlyHere!: number;

  @Field(() => Int, { description: 'Employees whom another domain knows too: they stay, with its values.' })
  readonly employeesKept!: number;

  @Field(() => Int, { description: 'Accounts whose link would be closed.' })
  readonly accounts!: number;

  @Field(() => String, { description: 'What happens to those known only here, in words.' })
  readonly policyEffect!: string;
}

@ObjectType('DomainCheck', {
  simpleResolvers: true,
  description: 'One check of a domain. Each stands by itself.',
})
export class DomainCheck implements DirectoryCheck {
  @Field(() => DirectoryCheckName, { description: 'What was looked at.' })
  readonly name!: CheckName;

  @Field(() => CheckOutcome, { description: 'How it ended.' })
  readonly outcome!: Outcome;

  @Field(() => String, { nullable: true, description: 'An error code when it failed; null when not.' })
  readonly code!: string | null;

  @Field(() => String, { description: 'What was found, why, and what to do about it.' })
  readonly message!: string;

  @Field(() => [String], { description: 'People or objects concerned, at most 20.' })
  readonly names!: readonly string[];

  @Field(() => Int, {
    nullable: true,
    description: 'How many are concerned; null when the check counts nothing.',
  })
  readonly count!: number | null;
}
