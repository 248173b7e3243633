import { IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Alarm } from '../../entities/workstations/alarm.js';
import { connectionType } from '../relay/connection.js';
import { MutationPayload } from '../user-error.js';

export const { Connection: AlarmConnection } = connectionType(Alarm, 'Alarm');

@InputType('LockAllWorkstationsInput', { description: 'Why every workstation is to lock.' })
export class LockAllWorkstationsInput {
  @Field(() => String, { description: 'Why, 1 to 500 characters.' })
  @MaxLength(10_000)
  reason!: string;
}

@ObjectType('LockAllWorkstationsPayload', { description: 'The alarm stands.' })
export class LockAllWorkstationsPayload extends MutationPayload {
  @Field(() => Alarm, { nullable: true, description: 'The alarm; the one that stood already when one did.' })
  alarm?: Alarm | null;
}

@InputType('LiftLockInput', { description: 'Which alarm is over.' })
export class LiftLockInput {
  @Field(() => ID, { description: 'Id of the alarm: one that was raised since is not lifted.' })
  @MaxLength(200)
  alarmId!: string;

  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters.' })
  @IsOptional()
  @MaxLength(10_000)
  reason?: string | null;
}

@ObjectType('LiftLockPayload', { description: 'The alarm is over.' })
export class LiftLockPayload extends MutationPayload {
  @Field(() => Alarm, { nullable: true, description: 'The alarm, lifted.' })
  alarm?: Alarm | null;
}
