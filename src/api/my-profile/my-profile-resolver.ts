import { IsOptional } from 'class-validator';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Profile } from '../../domain/employee/profile.js';
import { User } from '../../entities/user.js';
import { Authenticator } from '../../entities/sign-in/authenticator.js';
import { AppError } from '../../errors.js';
import { employeesById } from '../../services/employees/list-employees.js';
import { authenticatorsOfUser } from '../authenticators/authenticator-loaders.js';
import type { ApiContext } from '../context.js';
import { MutationPayload } from '../user-error.js';

@ObjectType('MyProfile', {
  simpleResolvers: true,
  description: 'The profile of the employee who asks: all that the role EMPLOYEE sees of anybody.',
})
export class MyProfile implements Profile {
  /** Whose authenticators are theirs. */
  readonly userId!: string;

  @Field(() => String, { description: 'What they are called in lists.' })
  readonly displayName!: string;

  @Field(() => String, { nullable: true, description: 'Given name.' })
  readonly givenName!: string | null;

  @Field(() => String, { nullable: true, description: 'Surname.' })
  readonly surname!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  readonly email!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number.' })
  readonly telephoneNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Position.' })
  readonly position!: string | null;

  @Field(() => String, { nullable: true, description: 'Department.' })
  readonly department!: string | null;

  @Field(() => String, { nullable: true, description: 'Company.' })
  readonly company!: string | null;
}

// What each takes is checked in one place for all callers, src/domain/employee/manual-profile.ts.
const changeable = (description: string) => ({ nullable: true, description });

@InputType('UpdateMyProfileInput', {
  description:
    'What to change of one’s own profile. What is absent stays as it is; null clears. The e-mail address is not among it: people are known by it.',
})
export class UpdateMyProfileInput {
  @Field(() => String, changeable('Given name, at most 256 characters.'))
  @IsOptional()
  givenName?: string | null;

  @Field(() => String, changeable('Surname, at most 256 characters.'))
  @IsOptional()
  surname?: string | null;

  @Field(() => String, changeable('What lists show, at most 256 characters.'))
  @IsOptional()
  displayName?: string | null;

  @Field(() => String, changeable('Telephone number, at most 256 characters.'))
  @IsOptional()
  telephoneNumber?: string | null;
}

@ObjectType('UpdateMyProfilePayload', { description: 'The changed profile.' })
export class UpdateMyProfilePayload extends MutationPayload {
  @Field(() => MyProfile, { nullable: true, description: 'The profile as it is now.' })
  profile?: MyProfile | null;
}

/** What employees see and change: themselves. */
@Resolver(() => MyProfile)
export class MyProfileResolver {
  @Query(() => MyProfile, {
    nullable: true,
    description: 'The profile of the employee who is signed in; null for a user who is no employee.',
  })
  async myProfile(@Ctx() context: ApiContext): Promise<MyProfile | null> {
    return profileOf(context);
  }

  @Mutation(() => UpdateMyProfilePayload, {
    description: 'Changes one’s own profile. Fields that a directory owns are changed there.',
  })
  async updateMyProfile(
    @Arg('input', () => UpdateMyProfileInput, { validate: false, description: 'What to change.' })
    input: UpdateMyProfileInput,
    @Ctx() context: ApiContext,
  ): Promise<UpdateMyProfilePayload> {
    const { employeeId } = await self(context);
    if (employeeId === null)
      throw new AppError('NOT_FOUND', 'You are a user without a profile of an employee.');
    await context.services.employees.update(context.actor, employeeId, input);
    return { profile: await profileOf(context) };
  }

  @FieldResolver(() => [Authenticator], { description: 'What they sign in with, the oldest first.' })
  async authenticators(
    @Root() { userId }: MyProfile,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly Authenticator[]> {
    return loaders.get(authenticatorsOfUser).load(userId);
  }
}

async function self({ principal, em }: ApiContext): Promise<{ userId: string; employeeId: string | null }> {
  if (principal.kind !== 'user' && principal.kind !== 'authenticator') {
    throw new AppError('FORBIDDEN', 'Only somebody who is signed in has a profile.');
  }
  const { userId } = principal;
  const user = await em.fork().findOne(User, { id: userId });
  return { userId, employeeId: user?.employee ?? null };
}

async function profileOf(context: ApiContext): Promise<MyProfile | null> {
  const { userId, employeeId } = await self(context);
  const [employee] = employeeId === null ? [] : await employeesById(context.pool, [employeeId]);
  return employee === undefined ? null : { ...employee, userId };
}
