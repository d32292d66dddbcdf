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
  "#/properties/selection/properties/ids/items/type": "must be an id or its beginning: 1 to 64 letters, digits, hyphens or underscores",
  "#/properties/selection/properties/ids/items/pattern": "must be an id or its beginning: 1 to 64 letters, digits, hyphens or underscores",
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
  "#/properties/id/type": "must be an id or its beginning: 1 to 64 letters, digits, hyphens or underscores",
  "#/properties/id/pattern": "must be an id or its beginning: 1 to 64 letters, digits, hyphens or underscores",
  "#/properties/ids/type": "must be a list of 1 to 1000 ids",
  "#/properties/ids/minItems": "must be a list of 1 to 1000 ids",
  "#/properties/ids/maxItems": "must be a list of 1 to 1000 ids",
  "#/properties/ids/items/type": "must be a whole id: 1 to 64 letters, digits, hyphens or underscores",
  "#/properties/ids/items/pattern": "must be a whole id: 1 to 64 letters, digits, hyphens or underscores",
  "#/properties/reason/type": "must be 1 to 200 printable characters, not all of them spaces",
  "#/properties/reason/pattern": "must be 1 to 200 printable characters, not all of them spaces"
};

export const validateDeadLettersCommand = validate20;
const func0 = Object.prototype.hasOwnProperty;
const func72 = function ucs2length(str) {
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
const pattern6 = new RegExp("^[A-Za-z0-9_-]{1,64}$", "u");
const pattern7 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", "u");
const pattern10 = new RegExp("^(?=.*\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{1,200}$", "u");

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
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "command"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "command") || (key0 === "selection")) || (key0 === "startedAt")) || (key0 === "after")) || (key0 === "id")) || (key0 === "ids")) || (key0 === "reason"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.command !== undefined && func0.call(data, "command")){
let data0 = data.command;
if(!(((((((data0 === "list") || (data0 === "show")) || (data0 === "plan")) || (data0 === "redrive")) || (data0 === "discard")) || (data0 === "quota")) || (data0 === "resume"))){
const err2 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/enum",keyword:"enum",params:{}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.selection !== undefined && func0.call(data, "selection")){
let data1 = data.selection;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 of Object.keys(data1)){
if(!(((((((key1 === "all") || (key1 === "codes")) || (key1 === "tenantId")) || (key1 === "stages")) || (key1 === "ids")) || (key1 === "olderThanS")) || (key1 === "limit"))){
const err3 = {instancePath:instancePath+"/selection",schemaPath:"#/properties/selection/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data1.all !== undefined && func0.call(data1, "all")){
if(true !== data1.all){
const err4 = {instancePath:instancePath+"/selection/all",schemaPath:"#/properties/selection/properties/all/const",keyword:"const",params:{allowedValue: true}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.codes !== undefined && func0.call(data1, "codes")){
let data3 = data1.codes;
if(Array.isArray(data3)){
if(data3.length > 100){
const err5 = {instancePath:instancePath+"/selection/codes",schemaPath:"#/properties/selection/properties/codes/maxItems",keyword:"maxItems",params:{limit: 100}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data3.length < 1){
const err6 = {instancePath:instancePath+"/selection/codes",schemaPath:"#/properties/selection/properties/codes/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern4.test(data4)){
const err7 = {instancePath:instancePath+"/selection/codes/" + i0,schemaPath:"#/properties/selection/properties/codes/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9._-]{0,127}$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/selection/codes/" + i0,schemaPath:"#/properties/selection/properties/codes/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/selection/codes",schemaPath:"#/properties/selection/properties/codes/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data1.tenantId !== undefined && func0.call(data1, "tenantId")){
let data5 = data1.tenantId;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err10 = {instancePath:instancePath+"/selection/tenantId",schemaPath:"#/properties/selection/properties/tenantId/pattern",keyword:"pattern",params:{pattern: "^[ -~]{1,64}$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/selection/tenantId",schemaPath:"#/properties/selection/properties/tenantId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data1.stages !== undefined && func0.call(data1, "stages")){
let data6 = data1.stages;
if(Array.isArray(data6)){
if(data6.length < 1){
const err12 = {instancePath:instancePath+"/selection/stages",schemaPath:"#/properties/selection/properties/stages/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(!((((data7 === "parse") || (data7 === "create")) || (data7 === "tag")) || (data7 === "announce"))){
const err13 = {instancePath:instancePath+"/selection/stages/" + i1,schemaPath:"#/properties/selection/properties/stages/items/enum",keyword:"enum",params:{}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/selection/stages",schemaPath:"#/properties/selection/properties/stages/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data1.ids !== undefined && func0.call(data1, "ids")){
let data8 = data1.ids;
if(Array.isArray(data8)){
if(data8.length > 1000){
const err15 = {instancePath:instancePath+"/selection/ids",schemaPath:"#/properties/selection/properties/ids/maxItems",keyword:"maxItems",params:{limit: 1000}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data8.length < 1){
const err16 = {instancePath:instancePath+"/selection/ids",schemaPath:"#/properties/selection/properties/ids/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(typeof data9 === "string"){
if(!pattern6.test(data9)){
const err17 = {instancePath:instancePath+"/selection/ids/" + i2,schemaPath:"#/properties/selection/properties/ids/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{1,64}$"}};
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
const err18 = {instancePath:instancePath+"/selection/ids/" + i2,schemaPath:"#/properties/selection/properties/ids/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/selection/ids",schemaPath:"#/properties/selection/properties/ids/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data1.olderThanS !== undefined && func0.call(data1, "olderThanS")){
let data10 = data1.olderThanS;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err20 = {instancePath:instancePath+"/selection/olderThanS",schemaPath:"#/properties/selection/properties/olderThanS/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 1000000000 || isNaN(data10)){
const err21 = {instancePath:instancePath+"/selection/olderThanS",schemaPath:"#/properties/selection/properties/olderThanS/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data10 < 0 || isNaN(data10)){
const err22 = {instancePath:instancePath+"/selection/olderThanS",schemaPath:"#/properties/selection/properties/olderThanS/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data1.limit !== undefined && func0.call(data1, "limit")){
let data11 = data1.limit;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err23 = {instancePath:instancePath+"/selection/limit",schemaPath:"#/properties/selection/properties/limit/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 1 || isNaN(data11)){
const err24 = {instancePath:instancePath+"/selection/limit",schemaPath:"#/properties/selection/properties/limit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
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
}
else {
const err25 = {instancePath:instancePath+"/selection",schemaPath:"#/properties/selection/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.startedAt !== undefined && func0.call(data, "startedAt")){
let data12 = data.startedAt;
if(typeof data12 === "string"){
if(!pattern7.test(data12)){
const err26 = {instancePath:instancePath+"/startedAt",schemaPath:"#/properties/startedAt/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/startedAt",schemaPath:"#/properties/startedAt/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.after !== undefined && func0.call(data, "after")){
let data13 = data.after;
if(typeof data13 === "string"){
if(func72(data13) > 400){
const err28 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/maxLength",keyword:"maxLength",params:{limit: 400}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(func72(data13) < 1){
const err29 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.id !== undefined && func0.call(data, "id")){
let data14 = data.id;
if(typeof data14 === "string"){
if(!pattern6.test(data14)){
const err31 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{1,64}$"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.ids !== undefined && func0.call(data, "ids")){
let data15 = data.ids;
if(Array.isArray(data15)){
if(data15.length > 1000){
const err33 = {instancePath:instancePath+"/ids",schemaPath:"#/properties/ids/maxItems",keyword:"maxItems",params:{limit: 1000}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data15.length < 1){
const err34 = {instancePath:instancePath+"/ids",schemaPath:"#/properties/ids/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const len3 = data15.length;
for(let i3=0; i3<len3; i3++){
let data16 = data15[i3];
if(typeof data16 === "string"){
if(!pattern6.test(data16)){
const err35 = {instancePath:instancePath+"/ids/" + i3,schemaPath:"#/properties/ids/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{1,64}$"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/ids/" + i3,schemaPath:"#/properties/ids/items/type",keyword:"type",params:{type: "string"}};
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
const err37 = {instancePath:instancePath+"/ids",schemaPath:"#/properties/ids/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.reason !== undefined && func0.call(data, "reason")){
let data17 = data.reason;
if(typeof data17 === "string"){
if(!pattern10.test(data17)){
const err38 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/pattern",keyword:"pattern",params:{pattern: "^(?=.*\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{1,200}$"}};
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
const err39 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

