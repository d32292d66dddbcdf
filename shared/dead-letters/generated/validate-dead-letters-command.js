// Generated from events/dead-letters-command.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
export const DEAD_LETTERS_COMMAND_MESSAGES = {
  "#/type": "must be a JSON object",
  "#/additionalProperties": "is not a known field",
  "#/required": "is required",
  "#/properties/command/enum": "must be list, show, plan, redrive, discard, quota or resume",
  "#/properties/selection/type": "must be an object",
  "#/properties/selection/additionalProperties": "is not a known field",
  "#/properties/selection/properties/all/const": "must be true, or left out",
  "#/properties/selection/properties/states/type": "must be a list of states, at least one",
  "#/properties/selection/properties/states/minItems": "must be a list of states, at least one",
  "#/properties/selection/properties/states/items/enum": "must be waiting or parked",
  "#/properties/selection/properties/codes/type": "must be a list of 1 to 100 codes",
  "#/properties/selection/properties/codes/minItems": "must be a list of 1 to 100 codes",
  "#/properties/selection/properties/codes/maxItems": "must be a list of 1 to 100 codes",
  "#/properties/selection/properties/codes/items/type": "must be a code, such as LimitExceeded.CmkLimitExceeded",
  "#/properties/selection/properties/codes/items/pattern": "must be a code, such as LimitExceeded.CmkLimitExceeded",
  "#/properties/selection/properties/tenantId/type": "must be 1 to 64 printable characters of ASCII",
  "#/properties/selection/properties/tenantId/pattern": "must be 1 to 64 printable characters of ASCII",
  "#/properties/selection/properties/stages/type": "must be a list of stages, at least one",
  "#/properties/selection/properties/stages/minItems": "must be a list of stages, at least one",
  "#/properties/selection/properties/stages/items/enum": "must be parse, create, tag or announce",
  "#/properties/selection/properties/ids/type": "must be a list of 1 to 1000 ids",
  "#/properties/selection/properties/ids/minItems": "must be a list of 1 to 1000 ids",
  "#/properties/selection/properties/ids/maxItems": "must be a list of 1 to 1000 ids",
  "#/properties/selection/properties/ids/items/type": "must be an id or its beginning, such as dl_3q2",
  "#/properties/selection/properties/ids/items/pattern": "must be an id or its beginning, such as dl_3q2",
  "#/properties/selection/properties/olderThanS/type": "must be a whole number of seconds, at most 1000000000",
  "#/properties/selection/properties/olderThanS/minimum": "must be a whole number of seconds, at most 1000000000",
  "#/properties/selection/properties/olderThanS/maximum": "must be a whole number of seconds, at most 1000000000",
  "#/properties/selection/properties/limit/type": "must be a whole number of at least 1",
  "#/properties/selection/properties/limit/minimum": "must be a whole number of at least 1",
  "#/properties/startedAt/type": "must be startedAt of the answer before",
  "#/properties/startedAt/pattern": "must be startedAt of the answer before",
  "#/properties/after/type": "must be what next of the answer before has",
  "#/properties/after/minLength": "must be what next of the answer before has",
  "#/properties/after/maxLength": "must be what next of the answer before has",
  "#/properties/remaining/type": "must be what next of the answer before has",
  "#/properties/remaining/maxLength": "must be what next of the answer before has",
  "#/properties/remaining/pattern": "must be what next of the answer before has",
  "#/properties/id/type": "must be an id or its beginning, such as dl_3q2",
  "#/properties/id/pattern": "must be an id or its beginning, such as dl_3q2",
  "#/properties/text/const": "must be true, or left out",
  "#/properties/ids/type": "must be a list of 1 to 1000 ids",
  "#/properties/ids/minItems": "must be a list of 1 to 1000 ids",
  "#/properties/ids/maxItems": "must be a list of 1 to 1000 ids",
  "#/properties/ids/items/type": "must be a whole id, as list answers it",
  "#/properties/ids/items/pattern": "must be a whole id, as list answers it",
  "#/properties/reason/type": "must be 1 to 200 printable characters, not all of them spaces",
  "#/properties/reason/pattern": "must be 1 to 200 printable characters, not all of them spaces"
};

export const validateDeadLettersCommand = validate20;
const func0 = Object.prototype.hasOwnProperty;
const func74 = function ucs2length(str) {
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
const pattern5 = new RegExp("^[ -~]{1,64}$", "u");
const pattern6 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$", "u");
const pattern7 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", "u");
const pattern8 = new RegExp("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$", "u");
const pattern11 = new RegExp("^(?=.*\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{1,200}$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="dead-letters-command.schema.json" */;
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
if(!(func0.call({"command":0,"selection":0,"startedAt":0,"after":0,"remaining":0,"id":0,"text":0,"ids":0,"reason":0}, key0))){
vErrors = noted(vErrors, instancePath, "#/additionalProperties", key0);
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data0 = data.command;
if(!(((((((data0 === "list") || (data0 === "show")) || (data0 === "plan")) || (data0 === "redrive")) || (data0 === "discard")) || (data0 === "quota")) || (data0 === "resume"))){
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
if(data.startedAt !== undefined && func0.call(data, "startedAt")){
let data14 = data.startedAt;
if(typeof data14 === "string"){
if(!pattern7.test(data14)){
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
let data15 = data.after;
if(typeof data15 === "string"){
if(func74(data15) > 400){
vErrors = noted(vErrors, instancePath+"/after", "#/properties/after/maxLength");
errors++;
}
if(func74(data15) < 1){
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
let data16 = data.remaining;
if(typeof data16 === "string"){
if(func74(data16) > 1000000){
vErrors = noted(vErrors, instancePath+"/remaining", "#/properties/remaining/maxLength");
errors++;
}
if(!pattern8.test(data16)){
vErrors = noted(vErrors, instancePath+"/remaining", "#/properties/remaining/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/remaining", "#/properties/remaining/type");
errors++;
}
}
if(data.id !== undefined && func0.call(data, "id")){
let data17 = data.id;
if(typeof data17 === "string"){
if(!pattern6.test(data17)){
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
let data19 = data.ids;
if(Array.isArray(data19)){
if(data19.length > 1000){
vErrors = noted(vErrors, instancePath+"/ids", "#/properties/ids/maxItems");
errors++;
}
if(data19.length < 1){
vErrors = noted(vErrors, instancePath+"/ids", "#/properties/ids/minItems");
errors++;
}
const len4 = data19.length;
for(let i4=0; i4<len4; i4++){
let data20 = data19[i4];
if(typeof data20 === "string"){
if(!pattern6.test(data20)){
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
let data21 = data.reason;
if(typeof data21 === "string"){
if(!pattern11.test(data21)){
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/reason", "#/properties/reason/type");
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
