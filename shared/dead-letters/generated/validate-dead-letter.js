// Generated from events/dead-letter.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
export const DEAD_LETTER_MESSAGES = {
  "#/type": "must be a JSON object",
  "#/required": "is required",
  "#/properties/identity/required": "is required",
  "#/properties/source/required": "is required",
  "#/properties/cut/required": "is required"
};

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
const pattern7 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$", "u");
const pattern9 = new RegExp("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
const pattern10 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="dead-letter.schema.json" */;
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
vErrors = noted(vErrors, instancePath+"/id", "vocabulary.schema.json#/$defs/deadLetterId/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/id", "vocabulary.schema.json#/$defs/deadLetterId/type");
errors++;
}
}
if(data.recordKey !== undefined && func0.call(data, "recordKey")){
let data1 = data.recordKey;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
vErrors = noted(vErrors, instancePath+"/recordKey", "vocabulary.schema.json#/$defs/recordKey/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/recordKey", "vocabulary.schema.json#/$defs/recordKey/type");
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
vErrors = noted(vErrors, instancePath+"/code", "vocabulary.schema.json#/$defs/code/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/code", "vocabulary.schema.json#/$defs/code/type");
errors++;
}
}
if(data.stage !== undefined && func0.call(data, "stage")){
let data4 = data.stage;
if(!((((data4 === "parse") || (data4 === "create")) || (data4 === "tag")) || (data4 === "announce"))){
vErrors = noted(vErrors, instancePath+"/stage", "vocabulary.schema.json#/$defs/stage/enum");
errors++;
}
}
if(data.reason !== undefined && func0.call(data, "reason")){
let data5 = data.reason;
if(typeof data5 === "string"){
if(func78(data5) < 1){
vErrors = noted(vErrors, instancePath+"/reason", "vocabulary.schema.json#/$defs/reason/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/reason", "vocabulary.schema.json#/$defs/reason/type");
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
vErrors = noted(vErrors, instancePath+"/runbook", "vocabulary.schema.json#/$defs/runbook/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/runbook", "vocabulary.schema.json#/$defs/runbook/type");
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
if(data8 < 1 || isNaN(data8)){
vErrors = noted(vErrors, instancePath+"/attempts", "#/properties/attempts/minimum");
errors++;
}
}
}
if(data.firstSeenAt !== undefined && func0.call(data, "firstSeenAt")){
let data9 = data.firstSeenAt;
if(typeof data9 === "string"){
if(!pattern7.test(data9)){
vErrors = noted(vErrors, instancePath+"/firstSeenAt", "vocabulary.schema.json#/$defs/time/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/firstSeenAt", "vocabulary.schema.json#/$defs/time/type");
errors++;
}
}
if(data.lastSeenAt !== undefined && func0.call(data, "lastSeenAt")){
let data10 = data.lastSeenAt;
if(typeof data10 === "string"){
if(!pattern7.test(data10)){
vErrors = noted(vErrors, instancePath+"/lastSeenAt", "vocabulary.schema.json#/$defs/time/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/lastSeenAt", "vocabulary.schema.json#/$defs/time/type");
errors++;
}
}
if(data.redrives !== undefined && func0.call(data, "redrives")){
let data11 = data.redrives;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
vErrors = noted(vErrors, instancePath+"/redrives", "#/properties/redrives/type");
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
vErrors = noted(vErrors, instancePath+"/redrives", "#/properties/redrives/minimum");
errors++;
}
}
}
if(data.problems !== undefined && func0.call(data, "problems")){
let data12 = data.problems;
if(Array.isArray(data12)){
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
let data13 = data12[i0];
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if((data13.pointer === undefined) || (!(func0.call(data13, "pointer")))){
vErrors = noted(vErrors, instancePath+"/problems/" + i0, "vocabulary.schema.json#/$defs/problem/required", "pointer");
errors++;
}
if((data13.detail === undefined) || (!(func0.call(data13, "detail")))){
vErrors = noted(vErrors, instancePath+"/problems/" + i0, "vocabulary.schema.json#/$defs/problem/required", "detail");
errors++;
}
if(data13.pointer !== undefined && func0.call(data13, "pointer")){
if(typeof data13.pointer !== "string"){
vErrors = noted(vErrors, instancePath+"/problems/" + i0+"/pointer", "vocabulary.schema.json#/$defs/problem/properties/pointer/type");
errors++;
}
}
if(data13.detail !== undefined && func0.call(data13, "detail")){
let data15 = data13.detail;
if(typeof data15 === "string"){
if(func78(data15) < 1){
vErrors = noted(vErrors, instancePath+"/problems/" + i0+"/detail", "vocabulary.schema.json#/$defs/problem/properties/detail/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/problems/" + i0+"/detail", "vocabulary.schema.json#/$defs/problem/properties/detail/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/problems/" + i0, "vocabulary.schema.json#/$defs/problem/type");
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
let data16 = data.kmsRequestId;
if(typeof data16 === "string"){
if(func78(data16) < 1){
vErrors = noted(vErrors, instancePath+"/kmsRequestId", "#/properties/kmsRequestId/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/kmsRequestId", "#/properties/kmsRequestId/type");
errors++;
}
}
if(data.keyId !== undefined && func0.call(data, "keyId")){
let data17 = data.keyId;
if(typeof data17 === "string"){
if(func78(data17) < 1){
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
let data18 = data.identity;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if((data18.requestId === undefined) || (!(func0.call(data18, "requestId")))){
vErrors = noted(vErrors, instancePath+"/identity", "#/properties/identity/required", "requestId");
errors++;
}
if((data18.tenantId === undefined) || (!(func0.call(data18, "tenantId")))){
vErrors = noted(vErrors, instancePath+"/identity", "#/properties/identity/required", "tenantId");
errors++;
}
if(data18.requestId !== undefined && func0.call(data18, "requestId")){
if(typeof data18.requestId !== "string"){
vErrors = noted(vErrors, instancePath+"/identity/requestId", "#/properties/identity/properties/requestId/type");
errors++;
}
}
if(data18.tenantId !== undefined && func0.call(data18, "tenantId")){
if(typeof data18.tenantId !== "string"){
vErrors = noted(vErrors, instancePath+"/identity/tenantId", "#/properties/identity/properties/tenantId/type");
errors++;
}
}
if(data18.keyName !== undefined && func0.call(data18, "keyName")){
if(typeof data18.keyName !== "string"){
vErrors = noted(vErrors, instancePath+"/identity/keyName", "#/properties/identity/properties/keyName/type");
errors++;
}
}
if(data18.fingerprint !== undefined && func0.call(data18, "fingerprint")){
if(typeof data18.fingerprint !== "string"){
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
if(data.source !== undefined && func0.call(data, "source")){
let data23 = data.source;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if((data23.door === undefined) || (!(func0.call(data23, "door")))){
vErrors = noted(vErrors, instancePath+"/source", "#/properties/source/required", "door");
errors++;
}
if(data23.door !== undefined && func0.call(data23, "door")){
let data24 = data23.door;
if(!((((data24 === "http") || (data24 === "invoke")) || (data24 === "queue")) || (data24 === "redrive"))){
vErrors = noted(vErrors, instancePath+"/source/door", "#/properties/source/properties/door/enum");
errors++;
}
}
if(data23.topic !== undefined && func0.call(data23, "topic")){
if(typeof data23.topic !== "string"){
vErrors = noted(vErrors, instancePath+"/source/topic", "#/properties/source/properties/topic/type");
errors++;
}
}
if(data23.partition !== undefined && func0.call(data23, "partition")){
let data26 = data23.partition;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
vErrors = noted(vErrors, instancePath+"/source/partition", "#/properties/source/properties/partition/type");
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 < 0 || isNaN(data26)){
vErrors = noted(vErrors, instancePath+"/source/partition", "#/properties/source/properties/partition/minimum");
errors++;
}
}
}
if(data23.offset !== undefined && func0.call(data23, "offset")){
let data27 = data23.offset;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
vErrors = noted(vErrors, instancePath+"/source/offset", "#/properties/source/properties/offset/type");
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 0 || isNaN(data27)){
vErrors = noted(vErrors, instancePath+"/source/offset", "#/properties/source/properties/offset/minimum");
errors++;
}
}
}
if(data23.messageId !== undefined && func0.call(data23, "messageId")){
if(typeof data23.messageId !== "string"){
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
if(data.traceparent !== undefined && func0.call(data, "traceparent")){
let data29 = data.traceparent;
if(typeof data29 === "string"){
if(!pattern9.test(data29)){
vErrors = noted(vErrors, instancePath+"/traceparent", "vocabulary.schema.json#/$defs/traceparent/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/traceparent", "vocabulary.schema.json#/$defs/traceparent/type");
errors++;
}
}
if(data.cut !== undefined && func0.call(data, "cut")){
let data30 = data.cut;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if((data30.bytes === undefined) || (!(func0.call(data30, "bytes")))){
vErrors = noted(vErrors, instancePath+"/cut", "#/properties/cut/required", "bytes");
errors++;
}
if((data30.sha256 === undefined) || (!(func0.call(data30, "sha256")))){
vErrors = noted(vErrors, instancePath+"/cut", "#/properties/cut/required", "sha256");
errors++;
}
if(data30.bytes !== undefined && func0.call(data30, "bytes")){
let data31 = data30.bytes;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
vErrors = noted(vErrors, instancePath+"/cut/bytes", "#/properties/cut/properties/bytes/type");
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 1 || isNaN(data31)){
vErrors = noted(vErrors, instancePath+"/cut/bytes", "#/properties/cut/properties/bytes/minimum");
errors++;
}
}
}
if(data30.sha256 !== undefined && func0.call(data30, "sha256")){
let data32 = data30.sha256;
if(typeof data32 === "string"){
if(!pattern10.test(data32)){
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
let data33 = data.seal;
if(typeof data33 === "string"){
if(func78(data33) < 1){
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
validate20.evaluated = {"props":{"id":true,"recordKey":true,"state":true,"code":true,"stage":true,"reason":true,"nextStep":true,"runbook":true,"attempts":true,"firstSeenAt":true,"lastSeenAt":true,"redrives":true,"problems":true,"kmsRequestId":true,"keyId":true,"identity":true,"source":true,"traceparent":true,"cut":true,"seal":true,"text":true},"dynamicProps":false,"dynamicItems":false};


function noted(errors, instancePath, schemaPath, name) {
const error = {instancePath, schemaPath, ...(name !== undefined && {name})};
if(errors === null) return [error];
errors.push(error);
return errors;
}
