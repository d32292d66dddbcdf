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
const func73 = function ucs2length(str) {
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
const pattern4 = new RegExp("^[A-Za-z][A-Za-z0-9._-]{0,127}$", "u");
const pattern5 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$", "u");
const pattern7 = new RegExp("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", "u");
const pattern8 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");

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
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.code === undefined) || (!(func0.call(data, "code")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "code"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data.stage === undefined) || (!(func0.call(data, "stage")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stage"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((data.reason === undefined) || (!(func0.call(data, "reason")))){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data.nextStep === undefined) || (!(func0.call(data, "nextStep")))){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "nextStep"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((data.attempts === undefined) || (!(func0.call(data, "attempts")))){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "attempts"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((data.firstSeenAt === undefined) || (!(func0.call(data, "firstSeenAt")))){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "firstSeenAt"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((data.lastSeenAt === undefined) || (!(func0.call(data, "lastSeenAt")))){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lastSeenAt"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((data.redrives === undefined) || (!(func0.call(data, "redrives")))){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "redrives"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((data.problems === undefined) || (!(func0.call(data, "problems")))){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "problems"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((data.source === undefined) || (!(func0.call(data, "source")))){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((data.text === undefined) || (!(func0.call(data, "text")))){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "text"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.id !== undefined && func0.call(data, "id")){
let data0 = data.id;
if(typeof data0 === "string"){
if(func73(data0) < 1){
const err12 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.code !== undefined && func0.call(data, "code")){
let data1 = data.code;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err14 = {instancePath:instancePath+"/code",schemaPath:"vocabulary.schema.json#/$defs/code/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9._-]{0,127}$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/code",schemaPath:"vocabulary.schema.json#/$defs/code/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.stage !== undefined && func0.call(data, "stage")){
let data2 = data.stage;
if(!((((data2 === "parse") || (data2 === "create")) || (data2 === "tag")) || (data2 === "announce"))){
const err16 = {instancePath:instancePath+"/stage",schemaPath:"vocabulary.schema.json#/$defs/stage/enum",keyword:"enum",params:{}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.reason !== undefined && func0.call(data, "reason")){
let data3 = data.reason;
if(typeof data3 === "string"){
if(func73(data3) < 1){
const err17 = {instancePath:instancePath+"/reason",schemaPath:"vocabulary.schema.json#/$defs/reason/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/reason",schemaPath:"vocabulary.schema.json#/$defs/reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.nextStep !== undefined && func0.call(data, "nextStep")){
let data4 = data.nextStep;
if(typeof data4 === "string"){
if(func73(data4) < 1){
const err19 = {instancePath:instancePath+"/nextStep",schemaPath:"#/properties/nextStep/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/nextStep",schemaPath:"#/properties/nextStep/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.runbook !== undefined && func0.call(data, "runbook")){
let data5 = data.runbook;
if(typeof data5 === "string"){
if(func73(data5) < 1){
const err21 = {instancePath:instancePath+"/runbook",schemaPath:"vocabulary.schema.json#/$defs/runbook/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/runbook",schemaPath:"vocabulary.schema.json#/$defs/runbook/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.attempts !== undefined && func0.call(data, "attempts")){
let data6 = data.attempts;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err23 = {instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err24 = {instancePath:instancePath+"/attempts",schemaPath:"#/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data.firstSeenAt !== undefined && func0.call(data, "firstSeenAt")){
let data7 = data.firstSeenAt;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err25 = {instancePath:instancePath+"/firstSeenAt",schemaPath:"vocabulary.schema.json#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/firstSeenAt",schemaPath:"vocabulary.schema.json#/$defs/time/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.lastSeenAt !== undefined && func0.call(data, "lastSeenAt")){
let data8 = data.lastSeenAt;
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err27 = {instancePath:instancePath+"/lastSeenAt",schemaPath:"vocabulary.schema.json#/$defs/time/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/lastSeenAt",schemaPath:"vocabulary.schema.json#/$defs/time/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.redrives !== undefined && func0.call(data, "redrives")){
let data9 = data.redrives;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err29 = {instancePath:instancePath+"/redrives",schemaPath:"#/properties/redrives/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
const err30 = {instancePath:instancePath+"/redrives",schemaPath:"#/properties/redrives/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data.problems !== undefined && func0.call(data, "problems")){
let data10 = data.problems;
if(Array.isArray(data10)){
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if((data11.pointer === undefined) || (!(func0.call(data11, "pointer")))){
const err31 = {instancePath:instancePath+"/problems/" + i0,schemaPath:"vocabulary.schema.json#/$defs/problem/required",keyword:"required",params:{missingProperty: "pointer"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((data11.detail === undefined) || (!(func0.call(data11, "detail")))){
const err32 = {instancePath:instancePath+"/problems/" + i0,schemaPath:"vocabulary.schema.json#/$defs/problem/required",keyword:"required",params:{missingProperty: "detail"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data11.pointer !== undefined && func0.call(data11, "pointer")){
if(typeof data11.pointer !== "string"){
const err33 = {instancePath:instancePath+"/problems/" + i0+"/pointer",schemaPath:"vocabulary.schema.json#/$defs/problem/properties/pointer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data11.detail !== undefined && func0.call(data11, "detail")){
let data13 = data11.detail;
if(typeof data13 === "string"){
if(func73(data13) < 1){
const err34 = {instancePath:instancePath+"/problems/" + i0+"/detail",schemaPath:"vocabulary.schema.json#/$defs/problem/properties/detail/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/problems/" + i0+"/detail",schemaPath:"vocabulary.schema.json#/$defs/problem/properties/detail/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/problems/" + i0,schemaPath:"vocabulary.schema.json#/$defs/problem/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/problems",schemaPath:"#/properties/problems/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.kmsRequestId !== undefined && func0.call(data, "kmsRequestId")){
let data14 = data.kmsRequestId;
if(typeof data14 === "string"){
if(func73(data14) < 1){
const err38 = {instancePath:instancePath+"/kmsRequestId",schemaPath:"#/properties/kmsRequestId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/kmsRequestId",schemaPath:"#/properties/kmsRequestId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.keyId !== undefined && func0.call(data, "keyId")){
let data15 = data.keyId;
if(typeof data15 === "string"){
if(func73(data15) < 1){
const err40 = {instancePath:instancePath+"/keyId",schemaPath:"#/properties/keyId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/keyId",schemaPath:"#/properties/keyId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.identity !== undefined && func0.call(data, "identity")){
let data16 = data.identity;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if((data16.requestId === undefined) || (!(func0.call(data16, "requestId")))){
const err42 = {instancePath:instancePath+"/identity",schemaPath:"#/properties/identity/required",keyword:"required",params:{missingProperty: "requestId"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((data16.tenantId === undefined) || (!(func0.call(data16, "tenantId")))){
const err43 = {instancePath:instancePath+"/identity",schemaPath:"#/properties/identity/required",keyword:"required",params:{missingProperty: "tenantId"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data16.requestId !== undefined && func0.call(data16, "requestId")){
if(typeof data16.requestId !== "string"){
const err44 = {instancePath:instancePath+"/identity/requestId",schemaPath:"#/properties/identity/properties/requestId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data16.tenantId !== undefined && func0.call(data16, "tenantId")){
if(typeof data16.tenantId !== "string"){
const err45 = {instancePath:instancePath+"/identity/tenantId",schemaPath:"#/properties/identity/properties/tenantId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data16.keyName !== undefined && func0.call(data16, "keyName")){
if(typeof data16.keyName !== "string"){
const err46 = {instancePath:instancePath+"/identity/keyName",schemaPath:"#/properties/identity/properties/keyName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data16.fingerprint !== undefined && func0.call(data16, "fingerprint")){
if(typeof data16.fingerprint !== "string"){
const err47 = {instancePath:instancePath+"/identity/fingerprint",schemaPath:"#/properties/identity/properties/fingerprint/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/identity",schemaPath:"#/properties/identity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.source !== undefined && func0.call(data, "source")){
let data21 = data.source;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if((data21.door === undefined) || (!(func0.call(data21, "door")))){
const err49 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/required",keyword:"required",params:{missingProperty: "door"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data21.door !== undefined && func0.call(data21, "door")){
let data22 = data21.door;
if(!((((data22 === "http") || (data22 === "invoke")) || (data22 === "queue")) || (data22 === "redrive"))){
const err50 = {instancePath:instancePath+"/source/door",schemaPath:"#/properties/source/properties/door/enum",keyword:"enum",params:{}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data21.topic !== undefined && func0.call(data21, "topic")){
if(typeof data21.topic !== "string"){
const err51 = {instancePath:instancePath+"/source/topic",schemaPath:"#/properties/source/properties/topic/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data21.partition !== undefined && func0.call(data21, "partition")){
let data24 = data21.partition;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err52 = {instancePath:instancePath+"/source/partition",schemaPath:"#/properties/source/properties/partition/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err53 = {instancePath:instancePath+"/source/partition",schemaPath:"#/properties/source/properties/partition/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
if(data21.offset !== undefined && func0.call(data21, "offset")){
let data25 = data21.offset;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err54 = {instancePath:instancePath+"/source/offset",schemaPath:"#/properties/source/properties/offset/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 < 0 || isNaN(data25)){
const err55 = {instancePath:instancePath+"/source/offset",schemaPath:"#/properties/source/properties/offset/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
if(data21.messageId !== undefined && func0.call(data21, "messageId")){
if(typeof data21.messageId !== "string"){
const err56 = {instancePath:instancePath+"/source/messageId",schemaPath:"#/properties/source/properties/messageId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.traceparent !== undefined && func0.call(data, "traceparent")){
let data27 = data.traceparent;
if(typeof data27 === "string"){
if(!pattern7.test(data27)){
const err58 = {instancePath:instancePath+"/traceparent",schemaPath:"vocabulary.schema.json#/$defs/traceparent/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/traceparent",schemaPath:"vocabulary.schema.json#/$defs/traceparent/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data.cut !== undefined && func0.call(data, "cut")){
let data28 = data.cut;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if((data28.bytes === undefined) || (!(func0.call(data28, "bytes")))){
const err60 = {instancePath:instancePath+"/cut",schemaPath:"#/properties/cut/required",keyword:"required",params:{missingProperty: "bytes"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if((data28.sha256 === undefined) || (!(func0.call(data28, "sha256")))){
const err61 = {instancePath:instancePath+"/cut",schemaPath:"#/properties/cut/required",keyword:"required",params:{missingProperty: "sha256"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data28.bytes !== undefined && func0.call(data28, "bytes")){
let data29 = data28.bytes;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err62 = {instancePath:instancePath+"/cut/bytes",schemaPath:"#/properties/cut/properties/bytes/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 1 || isNaN(data29)){
const err63 = {instancePath:instancePath+"/cut/bytes",schemaPath:"#/properties/cut/properties/bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
if(data28.sha256 !== undefined && func0.call(data28, "sha256")){
let data30 = data28.sha256;
if(typeof data30 === "string"){
if(!pattern8.test(data30)){
const err64 = {instancePath:instancePath+"/cut/sha256",schemaPath:"#/properties/cut/properties/sha256/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{43}$"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/cut/sha256",schemaPath:"#/properties/cut/properties/sha256/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/cut",schemaPath:"#/properties/cut/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.seal !== undefined && func0.call(data, "seal")){
let data31 = data.seal;
if(typeof data31 === "string"){
if(func73(data31) < 1){
const err67 = {instancePath:instancePath+"/seal",schemaPath:"#/properties/seal/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/seal",schemaPath:"#/properties/seal/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(typeof data.text !== "string"){
const err69 = {instancePath:instancePath+"/text",schemaPath:"#/properties/text/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
else {
const err70 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"id":true,"code":true,"stage":true,"reason":true,"nextStep":true,"runbook":true,"attempts":true,"firstSeenAt":true,"lastSeenAt":true,"redrives":true,"problems":true,"kmsRequestId":true,"keyId":true,"identity":true,"source":true,"traceparent":true,"cut":true,"seal":true,"text":true},"dynamicProps":false,"dynamicItems":false};

