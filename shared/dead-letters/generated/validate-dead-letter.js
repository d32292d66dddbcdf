// Generated from events/dead-letter.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
const MESSAGE_0 = "must be a JSON object";
const MESSAGE_1 = "is required";

export const DEAD_LETTER_MESSAGES = {
  "#/type": MESSAGE_0,
  "#/required": MESSAGE_1,
  "#/properties/identity/required": MESSAGE_1,
  "#/properties/source/required": MESSAGE_1,
  "#/properties/places/required": MESSAGE_1,
  "#/properties/cut/required": MESSAGE_1,
};

// Contains code of these packages: ajv
export const validateDeadLetter = validate20;
const func0 = Object.prototype.hasOwnProperty;
const func78 = function ucs2length(str) {
    const len = str.length;
    let length = 0;
    let pos = 0;
    let value;
    while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 0xd800 && value <= 0xdbff && pos < len) {
            // high surrogate, and there is a next character
            value = str.charCodeAt(pos);
            if ((value & 0xfc00) === 0xdc00)
                pos++; // low surrogate
        }
    }
    return length;
};
const pattern4 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$", "u");
const pattern5 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}(?:/[A-Za-z0-9_-]{1,64})?$", "u");
const pattern6 = new RegExp("^[A-Za-z][A-Za-z0-9._-]{0,127}$", "u");
const pattern7 = new RegExp("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
const pattern8 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");
const formats0 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/;

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://tenant-keys.example/events/dead-letter.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.id === undefined) || (!(func0.call(data, "id")))){
vErrors = noted(vErrors, instancePath, "#/required", "id");
errors++;
}
if((data.code === undefined) || (!(func0.call(data, "code")))){
vErrors = noted(vErrors, instancePath, "#/required", "code");
errors++;
}
if((data.stage === undefined) || (!(func0.call(data, "stage")))){
vErrors = noted(vErrors, instancePath, "#/required", "stage");
errors++;
}
if((data.reason === undefined) || (!(func0.call(data, "reason")))){
vErrors = noted(vErrors, instancePath, "#/required", "reason");
errors++;
}
if((data.nextStep === undefined) || (!(func0.call(data, "nextStep")))){
vErrors = noted(vErrors, instancePath, "#/required", "nextStep");
errors++;
}
if((data.attempts === undefined) || (!(func0.call(data, "attempts")))){
vErrors = noted(vErrors, instancePath, "#/required", "attempts");
errors++;
}
if((data.firstSeenAt === undefined) || (!(func0.call(data, "firstSeenAt")))){
vErrors = noted(vErrors, instancePath, "#/required", "firstSeenAt");
errors++;
}
if((data.lastSeenAt === undefined) || (!(func0.call(data, "lastSeenAt")))){
vErrors = noted(vErrors, instancePath, "#/required", "lastSeenAt");
errors++;
}
if((data.redrives === undefined) || (!(func0.call(data, "redrives")))){
vErrors = noted(vErrors, instancePath, "#/required", "redrives");
errors++;
}
if((data.problems === undefined) || (!(func0.call(data, "problems")))){
vErrors = noted(vErrors, instancePath, "#/required", "problems");
errors++;
}
if((data.source === undefined) || (!(func0.call(data, "source")))){
vErrors = noted(vErrors, instancePath, "#/required", "source");
errors++;
}
if((data.text === undefined) || (!(func0.call(data, "text")))){
vErrors = noted(vErrors, instancePath, "#/required", "text");
errors++;
}
if(data.id !== undefined && func0.call(data, "id")){
let data0 = data.id;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
vErrors = noted(vErrors, instancePath+"/id", "#/$defs/deadLetterId/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/id", "#/$defs/deadLetterId/type");
errors++;
}
}
if(data.recordKey !== undefined && func0.call(data, "recordKey")){
let data1 = data.recordKey;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
vErrors = noted(vErrors, instancePath+"/recordKey", "#/$defs/recordKey/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/recordKey", "#/$defs/recordKey/type");
errors++;
}
}
if(data.state !== undefined && func0.call(data, "state")){
let data2 = data.state;
if(!((data2 === "waiting") || (data2 === "parked"))){
vErrors = noted(vErrors, instancePath+"/state", "#/properties/state/enum");
errors++;
}
}
if(data.code !== undefined && func0.call(data, "code")){
let data3 = data.code;
if(typeof data3 === "string"){
if(!pattern6.test(data3)){
vErrors = noted(vErrors, instancePath+"/code", "#/$defs/code/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/code", "#/$defs/code/type");
errors++;
}
}
if(data.stage !== undefined && func0.call(data, "stage")){
let data4 = data.stage;
if(!((((data4 === "parse") || (data4 === "create")) || (data4 === "tag")) || (data4 === "announce"))){
vErrors = noted(vErrors, instancePath+"/stage", "#/$defs/stage/enum");
errors++;
}
}
if(data.reason !== undefined && func0.call(data, "reason")){
let data5 = data.reason;
if(typeof data5 === "string"){
if(func78(data5) < 1){
vErrors = noted(vErrors, instancePath+"/reason", "#/$defs/reason/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/reason", "#/$defs/reason/type");
errors++;
}
}
if(data.nextStep !== undefined && func0.call(data, "nextStep")){
let data6 = data.nextStep;
if(typeof data6 === "string"){
if(func78(data6) < 1){
vErrors = noted(vErrors, instancePath+"/nextStep", "#/properties/nextStep/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/nextStep", "#/properties/nextStep/type");
errors++;
}
}
if(data.runbook !== undefined && func0.call(data, "runbook")){
let data7 = data.runbook;
if(typeof data7 === "string"){
if(func78(data7) < 1){
vErrors = noted(vErrors, instancePath+"/runbook", "#/properties/runbook/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/runbook", "#/properties/runbook/type");
errors++;
}
}
if(data.attempts !== undefined && func0.call(data, "attempts")){
let data8 = data.attempts;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
vErrors = noted(vErrors, instancePath+"/attempts", "#/properties/attempts/type");
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 < 0 || isNaN(data8)){
vErrors = noted(vErrors, instancePath+"/attempts", "#/properties/attempts/minimum");
errors++;
}
}
}
if(data.firstSeenAt !== undefined && func0.call(data, "firstSeenAt")){
let data9 = data.firstSeenAt;
if(typeof data9 === "string"){
if(!(formats0.test(data9))){
vErrors = noted(vErrors, instancePath+"/firstSeenAt", "#/$defs/time/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/firstSeenAt", "#/$defs/time/type");
errors++;
}
}
if(data.sinceAt !== undefined && func0.call(data, "sinceAt")){
let data10 = data.sinceAt;
if(typeof data10 === "string"){
if(!(formats0.test(data10))){
vErrors = noted(vErrors, instancePath+"/sinceAt", "#/$defs/time/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/sinceAt", "#/$defs/time/type");
errors++;
}
}
if(data.lastSeenAt !== undefined && func0.call(data, "lastSeenAt")){
let data11 = data.lastSeenAt;
if(typeof data11 === "string"){
if(!(formats0.test(data11))){
vErrors = noted(vErrors, instancePath+"/lastSeenAt", "#/$defs/time/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/lastSeenAt", "#/$defs/time/type");
errors++;
}
}
if(data.nextAttemptAt !== undefined && func0.call(data, "nextAttemptAt")){
let data12 = data.nextAttemptAt;
if(typeof data12 === "string"){
if(!(formats0.test(data12))){
vErrors = noted(vErrors, instancePath+"/nextAttemptAt", "#/$defs/time/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/nextAttemptAt", "#/$defs/time/type");
errors++;
}
}
if(data.sentAt !== undefined && func0.call(data, "sentAt")){
let data13 = data.sentAt;
if(typeof data13 === "string"){
if(!(formats0.test(data13))){
vErrors = noted(vErrors, instancePath+"/sentAt", "#/$defs/time/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/sentAt", "#/$defs/time/type");
errors++;
}
}
if(data.redrives !== undefined && func0.call(data, "redrives")){
let data14 = data.redrives;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
vErrors = noted(vErrors, instancePath+"/redrives", "#/properties/redrives/type");
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
vErrors = noted(vErrors, instancePath+"/redrives", "#/properties/redrives/minimum");
errors++;
}
}
}
if(data.problems !== undefined && func0.call(data, "problems")){
let data15 = data.problems;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if((data16.pointer === undefined) || (!(func0.call(data16, "pointer")))){
vErrors = noted(vErrors, instancePath+"/problems/" + i0, "#/$defs/problem/required", "pointer");
errors++;
}
if((data16.detail === undefined) || (!(func0.call(data16, "detail")))){
vErrors = noted(vErrors, instancePath+"/problems/" + i0, "#/$defs/problem/required", "detail");
errors++;
}
if(data16.pointer !== undefined && func0.call(data16, "pointer")){
if(typeof data16.pointer !== "string"){
vErrors = noted(vErrors, instancePath+"/problems/" + i0+"/pointer", "#/$defs/problem/properties/pointer/type");
errors++;
}
}
if(data16.detail !== undefined && func0.call(data16, "detail")){
let data18 = data16.detail;
if(typeof data18 === "string"){
if(func78(data18) < 1){
vErrors = noted(vErrors, instancePath+"/problems/" + i0+"/detail", "#/$defs/problem/properties/detail/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/problems/" + i0+"/detail", "#/$defs/problem/properties/detail/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/problems/" + i0, "#/$defs/problem/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/problems", "#/properties/problems/type");
errors++;
}
}
if(data.kmsRequestId !== undefined && func0.call(data, "kmsRequestId")){
let data19 = data.kmsRequestId;
if(typeof data19 === "string"){
if(func78(data19) < 1){
vErrors = noted(vErrors, instancePath+"/kmsRequestId", "#/properties/kmsRequestId/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/kmsRequestId", "#/properties/kmsRequestId/type");
errors++;
}
}
if(data.tagCode !== undefined && func0.call(data, "tagCode")){
let data20 = data.tagCode;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
vErrors = noted(vErrors, instancePath+"/tagCode", "#/$defs/tagCode/type");
errors++;
}
}
if(data.tagMsg !== undefined && func0.call(data, "tagMsg")){
let data21 = data.tagMsg;
if(typeof data21 === "string"){
if(func78(data21) < 1){
vErrors = noted(vErrors, instancePath+"/tagMsg", "#/$defs/tagMsg/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/tagMsg", "#/$defs/tagMsg/type");
errors++;
}
}
if(data.keyId !== undefined && func0.call(data, "keyId")){
let data22 = data.keyId;
if(typeof data22 === "string"){
if(func78(data22) < 1){
vErrors = noted(vErrors, instancePath+"/keyId", "#/properties/keyId/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/keyId", "#/properties/keyId/type");
errors++;
}
}
if(data.identity !== undefined && func0.call(data, "identity")){
let data23 = data.identity;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if((data23.requestId === undefined) || (!(func0.call(data23, "requestId")))){
vErrors = noted(vErrors, instancePath+"/identity", "#/properties/identity/required", "requestId");
errors++;
}
if((data23.tenantId === undefined) || (!(func0.call(data23, "tenantId")))){
vErrors = noted(vErrors, instancePath+"/identity", "#/properties/identity/required", "tenantId");
errors++;
}
if(data23.requestId !== undefined && func0.call(data23, "requestId")){
if(typeof data23.requestId !== "string"){
vErrors = noted(vErrors, instancePath+"/identity/requestId", "#/properties/identity/properties/requestId/type");
errors++;
}
}
if(data23.tenantId !== undefined && func0.call(data23, "tenantId")){
if(typeof data23.tenantId !== "string"){
vErrors = noted(vErrors, instancePath+"/identity/tenantId", "#/properties/identity/properties/tenantId/type");
errors++;
}
}
if(data23.externalTenantId !== undefined && func0.call(data23, "externalTenantId")){
if(typeof data23.externalTenantId !== "string"){
vErrors = noted(vErrors, instancePath+"/identity/externalTenantId", "#/properties/identity/properties/externalTenantId/type");
errors++;
}
}
if(data23.keyName !== undefined && func0.call(data23, "keyName")){
if(typeof data23.keyName !== "string"){
vErrors = noted(vErrors, instancePath+"/identity/keyName", "#/properties/identity/properties/keyName/type");
errors++;
}
}
if(data23.fingerprint !== undefined && func0.call(data23, "fingerprint")){
if(typeof data23.fingerprint !== "string"){
vErrors = noted(vErrors, instancePath+"/identity/fingerprint", "#/properties/identity/properties/fingerprint/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/identity", "#/properties/identity/type");
errors++;
}
}
if(data.claimed !== undefined && func0.call(data, "claimed")){
let data29 = data.claimed;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.requestId !== undefined && func0.call(data29, "requestId")){
if(typeof data29.requestId !== "string"){
vErrors = noted(vErrors, instancePath+"/claimed/requestId", "#/properties/claimed/properties/requestId/type");
errors++;
}
}
if(data29.tenantId !== undefined && func0.call(data29, "tenantId")){
if(typeof data29.tenantId !== "string"){
vErrors = noted(vErrors, instancePath+"/claimed/tenantId", "#/properties/claimed/properties/tenantId/type");
errors++;
}
}
if(data29.externalTenantId !== undefined && func0.call(data29, "externalTenantId")){
if(typeof data29.externalTenantId !== "string"){
vErrors = noted(vErrors, instancePath+"/claimed/externalTenantId", "#/properties/claimed/properties/externalTenantId/type");
errors++;
}
}
if(data29.keyName !== undefined && func0.call(data29, "keyName")){
if(typeof data29.keyName !== "string"){
vErrors = noted(vErrors, instancePath+"/claimed/keyName", "#/properties/claimed/properties/keyName/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/claimed", "#/properties/claimed/type");
errors++;
}
}
if(data.source !== undefined && func0.call(data, "source")){
let data34 = data.source;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if((data34.door === undefined) || (!(func0.call(data34, "door")))){
vErrors = noted(vErrors, instancePath+"/source", "#/properties/source/required", "door");
errors++;
}
if(data34.door !== undefined && func0.call(data34, "door")){
let data35 = data34.door;
if(!((((data35 === "http") || (data35 === "invoke")) || (data35 === "queue")) || (data35 === "redrive"))){
vErrors = noted(vErrors, instancePath+"/source/door", "#/properties/source/properties/door/enum");
errors++;
}
}
if(data34.topic !== undefined && func0.call(data34, "topic")){
if(typeof data34.topic !== "string"){
vErrors = noted(vErrors, instancePath+"/source/topic", "#/properties/source/properties/topic/type");
errors++;
}
}
if(data34.partition !== undefined && func0.call(data34, "partition")){
let data37 = data34.partition;
if(!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))){
vErrors = noted(vErrors, instancePath+"/source/partition", "#/properties/source/properties/partition/type");
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 < 0 || isNaN(data37)){
vErrors = noted(vErrors, instancePath+"/source/partition", "#/properties/source/properties/partition/minimum");
errors++;
}
}
}
if(data34.offset !== undefined && func0.call(data34, "offset")){
let data38 = data34.offset;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
vErrors = noted(vErrors, instancePath+"/source/offset", "#/properties/source/properties/offset/type");
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 0 || isNaN(data38)){
vErrors = noted(vErrors, instancePath+"/source/offset", "#/properties/source/properties/offset/minimum");
errors++;
}
}
}
if(data34.messageId !== undefined && func0.call(data34, "messageId")){
if(typeof data34.messageId !== "string"){
vErrors = noted(vErrors, instancePath+"/source/messageId", "#/properties/source/properties/messageId/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/source", "#/properties/source/type");
errors++;
}
}
if(data.copies !== undefined && func0.call(data, "copies")){
let data40 = data.copies;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
vErrors = noted(vErrors, instancePath+"/copies", "#/properties/copies/type");
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 2 || isNaN(data40)){
vErrors = noted(vErrors, instancePath+"/copies", "#/properties/copies/minimum");
errors++;
}
}
}
if(data.places !== undefined && func0.call(data, "places")){
let data41 = data.places;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if((data41.first === undefined) || (!(func0.call(data41, "first")))){
vErrors = noted(vErrors, instancePath+"/places", "#/properties/places/required", "first");
errors++;
}
if((data41.last === undefined) || (!(func0.call(data41, "last")))){
vErrors = noted(vErrors, instancePath+"/places", "#/properties/places/required", "last");
errors++;
}
if(data41.first !== undefined && func0.call(data41, "first")){
let data42 = data41.first;
if(Array.isArray(data42)){
if(data42.length > 10){
vErrors = noted(vErrors, instancePath+"/places/first", "#/properties/places/properties/first/maxItems");
errors++;
}
const len1 = data42.length;
for(let i1=0; i1<len1; i1++){
if(typeof data42[i1] !== "string"){
vErrors = noted(vErrors, instancePath+"/places/first/" + i1, "#/properties/places/properties/first/items/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/places/first", "#/properties/places/properties/first/type");
errors++;
}
}
if(data41.last !== undefined && func0.call(data41, "last")){
let data44 = data41.last;
if(Array.isArray(data44)){
if(data44.length > 10){
vErrors = noted(vErrors, instancePath+"/places/last", "#/properties/places/properties/last/maxItems");
errors++;
}
const len2 = data44.length;
for(let i2=0; i2<len2; i2++){
if(typeof data44[i2] !== "string"){
vErrors = noted(vErrors, instancePath+"/places/last/" + i2, "#/properties/places/properties/last/items/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/places/last", "#/properties/places/properties/last/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/places", "#/properties/places/type");
errors++;
}
}
if(data.traceparent !== undefined && func0.call(data, "traceparent")){
let data46 = data.traceparent;
if(typeof data46 === "string"){
if(!pattern7.test(data46)){
vErrors = noted(vErrors, instancePath+"/traceparent", "#/$defs/traceparent/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/traceparent", "#/$defs/traceparent/type");
errors++;
}
}
if(data.cut !== undefined && func0.call(data, "cut")){
let data47 = data.cut;
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if((data47.bytes === undefined) || (!(func0.call(data47, "bytes")))){
vErrors = noted(vErrors, instancePath+"/cut", "#/properties/cut/required", "bytes");
errors++;
}
if((data47.sha256 === undefined) || (!(func0.call(data47, "sha256")))){
vErrors = noted(vErrors, instancePath+"/cut", "#/properties/cut/required", "sha256");
errors++;
}
if(data47.bytes !== undefined && func0.call(data47, "bytes")){
let data48 = data47.bytes;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
vErrors = noted(vErrors, instancePath+"/cut/bytes", "#/properties/cut/properties/bytes/type");
errors++;
}
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 < 1 || isNaN(data48)){
vErrors = noted(vErrors, instancePath+"/cut/bytes", "#/properties/cut/properties/bytes/minimum");
errors++;
}
}
}
if(data47.sha256 !== undefined && func0.call(data47, "sha256")){
let data49 = data47.sha256;
if(typeof data49 === "string"){
if(!pattern8.test(data49)){
vErrors = noted(vErrors, instancePath+"/cut/sha256", "#/properties/cut/properties/sha256/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/cut/sha256", "#/properties/cut/properties/sha256/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/cut", "#/properties/cut/type");
errors++;
}
}
if(data.seal !== undefined && func0.call(data, "seal")){
let data50 = data.seal;
if(typeof data50 === "string"){
if(func78(data50) < 1){
vErrors = noted(vErrors, instancePath+"/seal", "#/properties/seal/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/seal", "#/properties/seal/type");
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
vErrors = noted(vErrors, instancePath+"/text", "#/properties/text/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath, "#/type");
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"id":true,"recordKey":true,"state":true,"code":true,"stage":true,"reason":true,"nextStep":true,"runbook":true,"attempts":true,"firstSeenAt":true,"sinceAt":true,"lastSeenAt":true,"nextAttemptAt":true,"sentAt":true,"redrives":true,"problems":true,"kmsRequestId":true,"tagCode":true,"tagMsg":true,"keyId":true,"identity":true,"claimed":true,"source":true,"copies":true,"places":true,"traceparent":true,"cut":true,"seal":true,"text":true},"dynamicProps":false,"dynamicItems":false};


function noted(errors, instancePath, schemaPath, name) {
const error = {instancePath, schemaPath, ...(name !== undefined && {name})};
if(errors === null) return [error];
errors.push(error);
return errors;
}
