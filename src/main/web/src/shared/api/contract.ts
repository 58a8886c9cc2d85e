// Made from src/main/resources/openapi.yaml by ContractTypesTest; do not edit.

export interface StatusQuestion {
  readonly code: string;
}

export interface StatusReply {
  readonly status: 'received';
}

export interface HealthReply {
  readonly status: 'up' | 'down';
  readonly parts: Readonly<Record<string, 'up' | 'down'>>;
}

export interface RightsView {
  readonly roles: readonly string[];
  readonly places: Readonly<Record<string, string>>;
  readonly alone: readonly string[];
  readonly acts: readonly RightsLine[];
}

export interface RightsLine {
  readonly act: string;
  readonly what: string;
  readonly content: boolean;
  readonly may: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PasswordForm {
  readonly name: string;
  readonly password: string;
}

export interface NextStep {
  readonly ways: readonly ('code' | 'passkey')[];
  readonly lastsSec: number;
}

export interface CodeForm {
  readonly code: string;
}

export interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}

export interface InvitationForm {
  readonly invitation: string;
  readonly password: string;
}

export interface NewFactor {
  readonly secret: string;
  readonly link: string;
}

export interface PasswordChange {
  readonly password: string;
  readonly fresh: string;
}

export interface OwnPassword {
  readonly password: string;
}

export interface SessionView {
  readonly person: PersonView;
  readonly session: string;
}

export interface PasskeyQuestionView {
  readonly challenge: string;
  readonly host: string;
  readonly person: string;
  readonly credentials: readonly string[];
}

export interface PasskeyAnswerForm {
  readonly credential: string;
  readonly authenticatorData: string;
  readonly clientData: string;
  readonly signature: string;
}

export interface PasskeyForm {
  readonly label: string;
  readonly attestation: string;
  readonly clientData: string;
}

export interface PasskeyView {
  readonly id: string;
  readonly label: string;
  readonly addedAt: string;
  readonly usedAt?: string;
}

export interface PersonView {
  readonly id: string;
  readonly signInName: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly string[];
  readonly inForce: boolean;
  readonly pledgedUntil?: string;
  readonly leftAt?: string;
}

export interface PersonForm {
  readonly signInName: string;
  readonly name: string;
  readonly unit: string;
}

export interface PersonChange {
  readonly name?: string;
  readonly unit?: string;
}

export interface RolesForm {
  readonly roles: readonly ('agent' | 'reviewer' | 'specialist' | 'unit-officer' | 'supervisor' | 'auditor' | 'custodian' | 'administrator')[];
}

export interface PledgeForm {
  readonly until?: string;
}

export interface LeaveForm {
  readonly successor?: string;
}

export interface WorkView {
  readonly kind: string;
  readonly object: string;
}

export interface Invitation {
  readonly invitation: string;
}

export interface ConflictForm {
  readonly otherPerson?: string;
  readonly unit?: string;
  readonly why: string;
}

export interface ConflictView {
  readonly id: string;
  readonly otherPerson?: string;
  readonly unit?: string;
}

export interface SettleForm {
  readonly conflict: string;
}

export interface PersonFile {
  readonly person: PersonView;
  readonly conflicts: readonly ConflictView[];
  readonly work: readonly WorkView[];
}

export interface UnitView {
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
}

export interface UnitForm {
  readonly parent?: string;
  readonly name?: string;
}

export interface FlowBook {
  readonly release: number;
  readonly flows: readonly FlowLine[];
}

export interface FlowRelease {
  readonly release: number;
}

export interface FlowLine {
  readonly name: string;
  readonly sha256: string;
  readonly entry: boolean;
  readonly languages: readonly string[];
  readonly now: number;
  readonly since?: FlowSince;
  readonly draft?: FlowDraft;
}

export interface FlowSince {
  readonly release: number;
  readonly by: 'program' | 'operator';
  readonly at: string;
}

export interface FlowDraft {
  readonly sha256: string;
  readonly storedAt: string;
}

export interface FlowView {
  readonly name: string;
  readonly release: number;
  readonly sha256: string;
  readonly entry: boolean;
  readonly languages: readonly string[];
  readonly start: string;
  readonly person?: FlowPersonKey;
  readonly since?: FlowSince;
  readonly draft?: FlowDraft;
  readonly check: FlowCheckView;
  readonly steps: readonly FlowStepView[];
}

export interface FlowPersonKey {
  readonly key: string;
  readonly next: string;
  readonly except: readonly string[];
}

export interface FlowCheckView {
  readonly findings: readonly FlowFindingView[];
  readonly times: readonly FlowTimeView[];
}

export interface FlowFindingView {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly sentence: string;
}

export interface FlowTimeView {
  readonly to: 'person' | 'voicemail';
  readonly expectedSec: number;
  readonly longestSec: number;
}

export interface FlowStepView {
  readonly id: string;
  readonly kind: string;
  readonly family: 'speak' | 'ask' | 'keep' | 'code' | 'decide' | 'people' | 'flow';
  readonly detail: string;
  readonly prompts: readonly FlowPromptView[];
  readonly ways: readonly FlowWayView[];
}

export interface FlowPromptView {
  readonly id: string;
  readonly when: string;
  readonly words: Readonly<Record<string, string>>;
}

export interface FlowWayView {
  readonly label: string;
  readonly to: string;
  readonly astray: boolean;
}

export interface FlowCounts {
  readonly release: number;
  readonly sha256: string;
  readonly steps: readonly FlowStepCount[];
}

export interface FlowStepCount {
  readonly id: string;
  readonly now: number;
  readonly today: number;
}

export interface FlowDraftView {
  readonly sha256: string;
  readonly storedAt: string;
  readonly passes: boolean;
  readonly check: FlowCheckView;
  readonly changes: readonly FlowChangeView[];
}

export interface FlowChangeView {
  readonly sign: '+' | '-' | '~';
  readonly step: string;
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

export type Party = string;

export type MaskNumber = string;

export type Mode = 'AX' | 'AXB' | 'AXE' | 'AXYB' | 'AXG';

export type Direction = 'BOTH' | 'A_TO_B' | 'B_TO_A';

export interface BindingForm {
  readonly mode: Mode;
  readonly x?: MaskNumber;
  readonly area?: string;
  readonly y?: MaskNumber;
  readonly extension?: string;
  readonly a: Party;
  readonly b?: Party;
  readonly group?: readonly Party[];
  readonly calleeUntil?: string;
  readonly callbackKeptSec?: number;
  readonly expiresAt?: string;
  readonly direction?: Direction;
  readonly maxDurationSec?: number;
  readonly lastMinuteTone?: boolean;
  readonly ringTimeoutSec?: number;
  readonly openFrom?: string;
  readonly openUntil?: string;
  readonly openZone?: string;
  readonly userData?: string;
}

export interface BindingUpdate {
  readonly a?: Party;
  readonly b?: Party;
  readonly calleeUntil?: string;
  readonly group?: readonly Party[];
  readonly expiresAt?: string;
  readonly direction?: Direction;
  readonly maxDurationSec?: number;
  readonly userData?: string;
}

export interface BindingQuestion {
  readonly x?: MaskNumber;
  readonly party?: Party;
  readonly userData?: string;
  readonly active?: boolean;
  readonly limit?: number;
}

export interface BindingView {
  readonly bindingId: string;
  readonly mode: Mode;
  readonly x: MaskNumber;
  readonly y?: MaskNumber;
  readonly extension?: string;
  readonly a: Party;
  readonly b?: Party;
  readonly group?: readonly Party[];
  readonly calleeUntil?: string;
  readonly callbackKeptSec?: number;
  readonly expiresAt?: string;
  readonly direction: Direction;
  readonly maxDurationSec: number;
  readonly lastMinuteTone: boolean;
  readonly ringTimeoutSec: number;
  readonly openFrom?: string;
  readonly openUntil?: string;
  readonly openZone?: string;
  readonly userData: string;
  readonly createdAt: string;
  readonly endedAt?: string;
  readonly endedBy?: 'EXPIRED' | 'UNBOUND';
  readonly active: boolean;
}

export interface MaskForm {
  readonly number: MaskNumber;
  readonly mode: 'AX' | 'AXB' | 'AXE' | 'AXYB' | 'AXG' | 'X';
  readonly area?: string;
  readonly language?: string;
  readonly usable?: boolean;
  readonly coolDownSec?: number;
}

export interface MaskView {
  readonly number: string;
  readonly mode: string;
  readonly area: string;
  readonly language: string;
  readonly usable: boolean;
  readonly coolDownSec: number;
}

export interface CdrQuestion {
  readonly mask?: MaskNumber;
  readonly party?: Party;
  readonly limit?: number;
}

export interface CdrView {
  readonly callId: string;
  readonly kind: 'CALL' | 'SMS';
  readonly mode: string;
  readonly mask: string;
  readonly bindingId?: string;
  readonly caller?: string;
  readonly called?: string;
  readonly display?: string;
  readonly callInTime: string;
  readonly callOutTime?: string;
  readonly alertingTime?: string;
  readonly startTime?: string;
  readonly releaseTime?: string;
  readonly talkSec: number;
  readonly releaseDir?: 0 | 1 | 2;
  readonly releaseCause?: number;
  readonly resultCode?: number;
  readonly userData: string;
}

export interface Error {
  readonly error: string;
}
