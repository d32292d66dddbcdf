// Generated from events/dead-letters-command.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
const MESSAGE_0 = "must be a JSON object";
const MESSAGE_1 = "is not a known field";
const MESSAGE_2 = "is required";
const MESSAGE_3 = "must be list, show, plan, redrive, retry, discard, quota or queue";
const MESSAGE_4 = "must be an object";
const MESSAGE_5 = "must be true, or left out";
const MESSAGE_6 = "must be a list of states, at least one";
const MESSAGE_7 = "must be waiting or parked";
const MESSAGE_8 = "must be a list of 1 to 100 codes";
const MESSAGE_9 = "must be a code, such as LimitExceeded.CmkLimitExceeded";
const MESSAGE_10 = "must be 1 to 128 printable characters of ASCII";
const MESSAGE_11 = "must be a list of stages, at least one";
const MESSAGE_12 = "must be parse, create, tag or announce";
const MESSAGE_13 = "must be a list of 1 to 1000 ids";
const MESSAGE_14 = "must be an id or its beginning, such as dl_3q2";
const MESSAGE_15 = "must be a whole number of seconds, at most 1000000000";
const MESSAGE_16 = "must be a whole number of at least 1";
const MESSAGE_17 = "must be startedAt of the answer before";
const MESSAGE_18 = "must be what next of the answer before has";
const MESSAGE_19 = "must be a whole number from 1 to 4000";
const MESSAGE_20 = "must be a whole id, as list answers it";
const MESSAGE_21 = "must be 1 to 200 printable characters, not all of them spaces";
const MESSAGE_22 = "must be paused or running";
const MESSAGE_23 = "must be a list of 1 to 100 names";
const MESSAGE_24 = "must be the name of a trigger, such as ckafka-abcdefgh-key-requests";

export const DEAD_LETTERS_COMMAND_MESSAGES = {
  "#/type": MESSAGE_0,
  "#/additionalProperties": MESSAGE_1,
  "#/required": MESSAGE_2,
  "#/properties/command/enum": MESSAGE_3,
  "#/properties/selection/type": MESSAGE_4,
  "#/properties/selection/additionalProperties": MESSAGE_1,
  "#/properties/selection/properties/all/const": MESSAGE_5,
  "#/properties/selection/properties/states/type": MESSAGE_6,
  "#/properties/selection/properties/states/minItems": MESSAGE_6,
  "#/properties/selection/properties/states/items/enum": MESSAGE_7,
  "#/properties/selection/properties/codes/type": MESSAGE_8,
  "#/properties/selection/properties/codes/minItems": MESSAGE_8,
  "#/properties/selection/properties/codes/maxItems": MESSAGE_8,
  "#/properties/selection/properties/codes/items/type": MESSAGE_9,
  "#/properties/selection/properties/codes/items/pattern": MESSAGE_9,
  "#/properties/selection/properties/tenantId/type": MESSAGE_10,
  "#/properties/selection/properties/tenantId/pattern": MESSAGE_10,
  "#/properties/selection/properties/stages/type": MESSAGE_11,
  "#/properties/selection/properties/stages/minItems": MESSAGE_11,
  "#/properties/selection/properties/stages/items/enum": MESSAGE_12,
  "#/properties/selection/properties/ids/type": MESSAGE_13,
  "#/properties/selection/properties/ids/minItems": MESSAGE_13,
  "#/properties/selection/properties/ids/maxItems": MESSAGE_13,
  "#/properties/selection/properties/ids/items/type": MESSAGE_14,
  "#/properties/selection/properties/ids/items/pattern": MESSAGE_14,
  "#/properties/selection/properties/olderThanS/type": MESSAGE_15,
  "#/properties/selection/properties/olderThanS/minimum": MESSAGE_15,
  "#/properties/selection/properties/olderThanS/maximum": MESSAGE_15,
  "#/properties/selection/properties/limit/type": MESSAGE_16,
  "#/properties/selection/properties/limit/minimum": MESSAGE_16,
  "#/properties/planOnly/const": MESSAGE_5,
  "#/properties/startedAt/type": MESSAGE_17,
  "#/properties/startedAt/pattern": MESSAGE_17,
  "#/properties/after/type": MESSAGE_18,
  "#/properties/after/minLength": MESSAGE_18,
  "#/properties/after/maxLength": MESSAGE_18,
  "#/properties/remaining/type": MESSAGE_18,
  "#/properties/remaining/maxLength": MESSAGE_18,
  "#/properties/remaining/pattern": MESSAGE_18,
  "#/properties/batchSize/type": MESSAGE_19,
  "#/properties/batchSize/minimum": MESSAGE_19,
  "#/properties/batchSize/maximum": MESSAGE_19,
  "#/properties/id/type": MESSAGE_14,
  "#/properties/id/pattern": MESSAGE_14,
  "#/properties/text/const": MESSAGE_5,
  "#/properties/ids/type": MESSAGE_13,
  "#/properties/ids/minItems": MESSAGE_13,
  "#/properties/ids/maxItems": MESSAGE_13,
  "#/properties/ids/items/type": MESSAGE_20,
  "#/properties/ids/items/pattern": MESSAGE_20,
  "#/properties/reason/type": MESSAGE_21,
  "#/properties/reason/maxLength": MESSAGE_21,
  "#/properties/reason/pattern": MESSAGE_21,
  "#/properties/reason/not": MESSAGE_21,
  "#/properties/queueState/enum": MESSAGE_22,
  "#/properties/triggers/type": MESSAGE_23,
  "#/properties/triggers/minItems": MESSAGE_23,
  "#/properties/triggers/maxItems": MESSAGE_23,
  "#/properties/triggers/items/type": MESSAGE_24,
  "#/properties/triggers/items/pattern": MESSAGE_24,
};

// Contains code of these packages: ajv
export const validateDeadLettersCommand = validate20;
const func0 = Object.prototype.hasOwnProperty;
const func75 = function ucs2length(str) {
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
const pattern5 = new RegExp("^[ -~]{1,128}$", "u");
const pattern6 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$", "u");
const pattern7 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$", "u");
const pattern8 = new RegExp("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$", "u");
const pattern11 = new RegExp("[\\x00-\\x1f\\x7f-\\x9f]", "u");
const pattern12 = new RegExp("[^ ]", "u");
const pattern13 = new RegExp("^[!-~]{1,200}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://tenant-keys.example/events/dead-letters-command.schema.json" */;
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
if((data.command === undefined) || (!(func0.call(data, "command")))){
vErrors = noted(vErrors, instancePath, "#/required", "command");
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call({"command":0,"selection":0,"planOnly":0,"startedAt":0,"after":0,"remaining":0,"batchSize":0,"id":0,"text":0,"ids":0,"reason":0,"queueState":0,"triggers":0}, key0))){
vErrors = noted(vErrors, instancePath, "#/additionalProperties", key0);
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data0 = data.command;
if(!((((((((data0 === "list") || (data0 === "show")) || (data0 === "plan")) || (data0 === "redrive")) || (data0 === "retry")) || (data0 === "discard")) || (data0 === "quota")) || (data0 === "queue"))){
vErrors = noted(vErrors, instancePath+"/command", "#/properties/command/enum");
errors++;
}
}
if(data.selection !== undefined && func0.call(data, "selection")){
let data1 = data.selection;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 of Object.keys(data1)){
if(!((((((((key1 === "all") || (key1 === "states")) || (key1 === "codes")) || (key1 === "tenantId")) || (key1 === "stages")) || (key1 === "ids")) || (key1 === "olderThanS")) || (key1 === "limit"))){
vErrors = noted(vErrors, instancePath+"/selection", "#/properties/selection/additionalProperties", key1);
errors++;
}
}
if(data1.all !== undefined && func0.call(data1, "all")){
if(true !== data1.all){
vErrors = noted(vErrors, instancePath+"/selection/all", "#/properties/selection/properties/all/const");
errors++;
}
}
if(data1.states !== undefined && func0.call(data1, "states")){
let data3 = data1.states;
if(Array.isArray(data3)){
if(data3.length < 1){
vErrors = noted(vErrors, instancePath+"/selection/states", "#/properties/selection/properties/states/minItems");
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(!((data4 === "waiting") || (data4 === "parked"))){
vErrors = noted(vErrors, instancePath+"/selection/states/" + i0, "#/properties/selection/properties/states/items/enum");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/selection/states", "#/properties/selection/properties/states/type");
errors++;
}
}
if(data1.codes !== undefined && func0.call(data1, "codes")){
let data5 = data1.codes;
if(Array.isArray(data5)){
if(data5.length > 100){
vErrors = noted(vErrors, instancePath+"/selection/codes", "#/properties/selection/properties/codes/maxItems");
errors++;
}
if(data5.length < 1){
vErrors = noted(vErrors, instancePath+"/selection/codes", "#/properties/selection/properties/codes/minItems");
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(!pattern4.test(data6)){
vErrors = noted(vErrors, instancePath+"/selection/codes/" + i1, "#/properties/selection/properties/codes/items/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/selection/codes/" + i1, "#/properties/selection/properties/codes/items/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/selection/codes", "#/properties/selection/properties/codes/type");
errors++;
}
}
if(data1.tenantId !== undefined && func0.call(data1, "tenantId")){
let data7 = data1.tenantId;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
vErrors = noted(vErrors, instancePath+"/selection/tenantId", "#/properties/selection/properties/tenantId/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/selection/tenantId", "#/properties/selection/properties/tenantId/type");
errors++;
}
}
if(data1.stages !== undefined && func0.call(data1, "stages")){
let data8 = data1.stages;
if(Array.isArray(data8)){
if(data8.length < 1){
vErrors = noted(vErrors, instancePath+"/selection/stages", "#/properties/selection/properties/stages/minItems");
errors++;
}
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(!((((data9 === "parse") || (data9 === "create")) || (data9 === "tag")) || (data9 === "announce"))){
vErrors = noted(vErrors, instancePath+"/selection/stages/" + i2, "#/properties/selection/properties/stages/items/enum");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/selection/stages", "#/properties/selection/properties/stages/type");
errors++;
}
}
if(data1.ids !== undefined && func0.call(data1, "ids")){
let data10 = data1.ids;
if(Array.isArray(data10)){
if(data10.length > 1000){
vErrors = noted(vErrors, instancePath+"/selection/ids", "#/properties/selection/properties/ids/maxItems");
errors++;
}
if(data10.length < 1){
vErrors = noted(vErrors, instancePath+"/selection/ids", "#/properties/selection/properties/ids/minItems");
errors++;
}
const len3 = data10.length;
for(let i3=0; i3<len3; i3++){
let data11 = data10[i3];
if(typeof data11 === "string"){
if(!pattern6.test(data11)){
vErrors = noted(vErrors, instancePath+"/selection/ids/" + i3, "#/properties/selection/properties/ids/items/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/selection/ids/" + i3, "#/properties/selection/properties/ids/items/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/selection/ids", "#/properties/selection/properties/ids/type");
errors++;
}
}
if(data1.olderThanS !== undefined && func0.call(data1, "olderThanS")){
let data12 = data1.olderThanS;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
vErrors = noted(vErrors, instancePath+"/selection/olderThanS", "#/properties/selection/properties/olderThanS/type");
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 1000000000 || isNaN(data12)){
vErrors = noted(vErrors, instancePath+"/selection/olderThanS", "#/properties/selection/properties/olderThanS/maximum");
errors++;
}
if(data12 < 0 || isNaN(data12)){
vErrors = noted(vErrors, instancePath+"/selection/olderThanS", "#/properties/selection/properties/olderThanS/minimum");
errors++;
}
}
}
if(data1.limit !== undefined && func0.call(data1, "limit")){
let data13 = data1.limit;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
vErrors = noted(vErrors, instancePath+"/selection/limit", "#/properties/selection/properties/limit/type");
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 < 1 || isNaN(data13)){
vErrors = noted(vErrors, instancePath+"/selection/limit", "#/properties/selection/properties/limit/minimum");
errors++;
}
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/selection", "#/properties/selection/type");
errors++;
}
}
if(data.planOnly !== undefined && func0.call(data, "planOnly")){
if(true !== data.planOnly){
vErrors = noted(vErrors, instancePath+"/planOnly", "#/properties/planOnly/const");
errors++;
}
}
if(data.startedAt !== undefined && func0.call(data, "startedAt")){
let data15 = data.startedAt;
if(typeof data15 === "string"){
if(!pattern7.test(data15)){
vErrors = noted(vErrors, instancePath+"/startedAt", "#/properties/startedAt/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/startedAt", "#/properties/startedAt/type");
errors++;
}
}
if(data.after !== undefined && func0.call(data, "after")){
let data16 = data.after;
if(typeof data16 === "string"){
if(func75(data16) > 400){
vErrors = noted(vErrors, instancePath+"/after", "#/properties/after/maxLength");
errors++;
}
if(func75(data16) < 1){
vErrors = noted(vErrors, instancePath+"/after", "#/properties/after/minLength");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/after", "#/properties/after/type");
errors++;
}
}
if(data.remaining !== undefined && func0.call(data, "remaining")){
let data17 = data.remaining;
if(typeof data17 === "string"){
if(func75(data17) > 1000000){
vErrors = noted(vErrors, instancePath+"/remaining", "#/properties/remaining/maxLength");
errors++;
}
if(!pattern8.test(data17)){
vErrors = noted(vErrors, instancePath+"/remaining", "#/properties/remaining/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/remaining", "#/properties/remaining/type");
errors++;
}
}
if(data.batchSize !== undefined && func0.call(data, "batchSize")){
let data18 = data.batchSize;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
vErrors = noted(vErrors, instancePath+"/batchSize", "#/properties/batchSize/type");
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 4000 || isNaN(data18)){
vErrors = noted(vErrors, instancePath+"/batchSize", "#/properties/batchSize/maximum");
errors++;
}
if(data18 < 1 || isNaN(data18)){
vErrors = noted(vErrors, instancePath+"/batchSize", "#/properties/batchSize/minimum");
errors++;
}
}
}
if(data.id !== undefined && func0.call(data, "id")){
let data19 = data.id;
if(typeof data19 === "string"){
if(!pattern6.test(data19)){
vErrors = noted(vErrors, instancePath+"/id", "#/properties/id/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/id", "#/properties/id/type");
errors++;
}
}
if(data.text !== undefined && func0.call(data, "text")){
if(true !== data.text){
vErrors = noted(vErrors, instancePath+"/text", "#/properties/text/const");
errors++;
}
}
if(data.ids !== undefined && func0.call(data, "ids")){
let data21 = data.ids;
if(Array.isArray(data21)){
if(data21.length > 1000){
vErrors = noted(vErrors, instancePath+"/ids", "#/properties/ids/maxItems");
errors++;
}
if(data21.length < 1){
vErrors = noted(vErrors, instancePath+"/ids", "#/properties/ids/minItems");
errors++;
}
const len4 = data21.length;
for(let i4=0; i4<len4; i4++){
let data22 = data21[i4];
if(typeof data22 === "string"){
if(!pattern6.test(data22)){
vErrors = noted(vErrors, instancePath+"/ids/" + i4, "#/properties/ids/items/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/ids/" + i4, "#/properties/ids/items/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/ids", "#/properties/ids/type");
errors++;
}
}
if(data.reason !== undefined && func0.call(data, "reason")){
let data23 = data.reason;
const _errs45 = errors;
const _errs46 = errors;
if(errors === _errs46){
if(typeof data23 === "string"){
if(!pattern11.test(data23)){
const err49 = {};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
var valid12 = _errs46 === errors;
if(valid12){
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/not");
errors++;
}
else {
errors = _errs45;
if(vErrors !== null){
if(_errs45){
vErrors.length = _errs45;
}
else {
vErrors = null;
}
}
}
if(typeof data23 === "string"){
if(func75(data23) > 200){
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/maxLength");
errors++;
}
if(!pattern12.test(data23)){
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/type");
errors++;
}
}
if(data.queueState !== undefined && func0.call(data, "queueState")){
let data24 = data.queueState;
if(!((data24 === "paused") || (data24 === "running"))){
vErrors = noted(vErrors, instancePath+"/queueState", "#/properties/queueState/enum");
errors++;
}
}
if(data.triggers !== undefined && func0.call(data, "triggers")){
let data25 = data.triggers;
if(Array.isArray(data25)){
if(data25.length > 100){
vErrors = noted(vErrors, instancePath+"/triggers", "#/properties/triggers/maxItems");
errors++;
}
if(data25.length < 1){
vErrors = noted(vErrors, instancePath+"/triggers", "#/properties/triggers/minItems");
errors++;
}
const len5 = data25.length;
for(let i5=0; i5<len5; i5++){
let data26 = data25[i5];
if(typeof data26 === "string"){
if(!pattern13.test(data26)){
vErrors = noted(vErrors, instancePath+"/triggers/" + i5, "#/properties/triggers/items/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/triggers/" + i5, "#/properties/triggers/items/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/triggers", "#/properties/triggers/type");
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
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function noted(errors, instancePath, schemaPath, name) {
const error = {instancePath, schemaPath, ...(name !== undefined && {name})};
if(errors === null) return [error];
errors.push(error);
return errors;
}
