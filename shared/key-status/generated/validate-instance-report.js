// Generated from events/instance-report.schema.json by `npm run generate`. Do not edit.
// @ts-nocheck
const MESSAGE_0 = "is required";

export const INSTANCE_REPORT_MESSAGES = {
  "#/required": MESSAGE_0,
  "#/properties/breaker/required": MESSAGE_0,
  "#/properties/lastError/required": MESSAGE_0,
};

// Contains code of these packages: ajv
export const validateInstanceReport = validate20;
const func0 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^[A-Za-z0-9_-]{1,60}$", "u");
const pattern5 = new RegExp("^[a-z0-9]{1,32}$", "u");
const pattern6 = new RegExp("^[A-Za-z][A-Za-z0-9._-]{0,127}$", "u");
const formats0 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z$/;

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://tenant-keys.example/events/instance-report.schema.json" */;
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
if((data.functionName === undefined) || (!(func0.call(data, "functionName")))){
vErrors = noted(vErrors, instancePath, "#/required", "functionName");
errors++;
}
if((data.instanceId === undefined) || (!(func0.call(data, "instanceId")))){
vErrors = noted(vErrors, instancePath, "#/required", "instanceId");
errors++;
}
if((data.reportedAt === undefined) || (!(func0.call(data, "reportedAt")))){
vErrors = noted(vErrors, instancePath, "#/required", "reportedAt");
errors++;
}
if((data.windowS === undefined) || (!(func0.call(data, "windowS")))){
vErrors = noted(vErrors, instancePath, "#/required", "windowS");
errors++;
}
if((data.calls === undefined) || (!(func0.call(data, "calls")))){
vErrors = noted(vErrors, instancePath, "#/required", "calls");
errors++;
}
if((data.throttles === undefined) || (!(func0.call(data, "throttles")))){
vErrors = noted(vErrors, instancePath, "#/required", "throttles");
errors++;
}
if((data.callsPerSecondMax === undefined) || (!(func0.call(data, "callsPerSecondMax")))){
vErrors = noted(vErrors, instancePath, "#/required", "callsPerSecondMax");
errors++;
}
if(data.functionName !== undefined && func0.call(data, "functionName")){
let data0 = data.functionName;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
vErrors = noted(vErrors, instancePath+"/functionName", "#/properties/functionName/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/functionName", "#/properties/functionName/type");
errors++;
}
}
if(data.instanceId !== undefined && func0.call(data, "instanceId")){
let data1 = data.instanceId;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
vErrors = noted(vErrors, instancePath+"/instanceId", "#/properties/instanceId/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/instanceId", "#/properties/instanceId/type");
errors++;
}
}
if(data.reportedAt !== undefined && func0.call(data, "reportedAt")){
let data2 = data.reportedAt;
if(typeof data2 === "string"){
if(!(formats0.test(data2))){
vErrors = noted(vErrors, instancePath+"/reportedAt", "#/$defs/time/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/reportedAt", "#/$defs/time/type");
errors++;
}
}
if(data.windowS !== undefined && func0.call(data, "windowS")){
let data3 = data.windowS;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
vErrors = noted(vErrors, instancePath+"/windowS", "#/properties/windowS/type");
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
vErrors = noted(vErrors, instancePath+"/windowS", "#/properties/windowS/minimum");
errors++;
}
}
}
if(data.calls !== undefined && func0.call(data, "calls")){
let data4 = data.calls;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
vErrors = noted(vErrors, instancePath+"/calls", "#/properties/calls/type");
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
vErrors = noted(vErrors, instancePath+"/calls", "#/properties/calls/minimum");
errors++;
}
}
}
if(data.throttles !== undefined && func0.call(data, "throttles")){
let data5 = data.throttles;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
vErrors = noted(vErrors, instancePath+"/throttles", "#/properties/throttles/type");
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
vErrors = noted(vErrors, instancePath+"/throttles", "#/properties/throttles/minimum");
errors++;
}
}
}
if(data.callsPerSecondMax !== undefined && func0.call(data, "callsPerSecondMax")){
let data6 = data.callsPerSecondMax;
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
vErrors = noted(vErrors, instancePath+"/callsPerSecondMax", "#/properties/callsPerSecondMax/minimum");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/callsPerSecondMax", "#/properties/callsPerSecondMax/type");
errors++;
}
}
if(data.breaker !== undefined && func0.call(data, "breaker")){
let data7 = data.breaker;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if((data7.code === undefined) || (!(func0.call(data7, "code")))){
vErrors = noted(vErrors, instancePath+"/breaker", "#/properties/breaker/required", "code");
errors++;
}
if((data7.openedAt === undefined) || (!(func0.call(data7, "openedAt")))){
vErrors = noted(vErrors, instancePath+"/breaker", "#/properties/breaker/required", "openedAt");
errors++;
}
if(data7.code !== undefined && func0.call(data7, "code")){
let data8 = data7.code;
if(typeof data8 === "string"){
if(!pattern6.test(data8)){
vErrors = noted(vErrors, instancePath+"/breaker/code", "#/$defs/code/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/breaker/code", "#/$defs/code/type");
errors++;
}
}
if(data7.openedAt !== undefined && func0.call(data7, "openedAt")){
let data9 = data7.openedAt;
if(typeof data9 === "string"){
if(!(formats0.test(data9))){
vErrors = noted(vErrors, instancePath+"/breaker/openedAt", "#/$defs/time/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/breaker/openedAt", "#/$defs/time/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/breaker", "#/properties/breaker/type");
errors++;
}
}
if(data.lastError !== undefined && func0.call(data, "lastError")){
let data10 = data.lastError;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if((data10.code === undefined) || (!(func0.call(data10, "code")))){
vErrors = noted(vErrors, instancePath+"/lastError", "#/properties/lastError/required", "code");
errors++;
}
if((data10.stage === undefined) || (!(func0.call(data10, "stage")))){
vErrors = noted(vErrors, instancePath+"/lastError", "#/properties/lastError/required", "stage");
errors++;
}
if((data10.at === undefined) || (!(func0.call(data10, "at")))){
vErrors = noted(vErrors, instancePath+"/lastError", "#/properties/lastError/required", "at");
errors++;
}
if(data10.code !== undefined && func0.call(data10, "code")){
let data11 = data10.code;
if(typeof data11 === "string"){
if(!pattern6.test(data11)){
vErrors = noted(vErrors, instancePath+"/lastError/code", "#/$defs/code/pattern");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/lastError/code", "#/$defs/code/type");
errors++;
}
}
if(data10.stage !== undefined && func0.call(data10, "stage")){
let data12 = data10.stage;
if(!((((data12 === "parse") || (data12 === "create")) || (data12 === "tag")) || (data12 === "announce"))){
vErrors = noted(vErrors, instancePath+"/lastError/stage", "#/$defs/stage/enum");
errors++;
}
}
if(data10.at !== undefined && func0.call(data10, "at")){
let data13 = data10.at;
if(typeof data13 === "string"){
if(!(formats0.test(data13))){
vErrors = noted(vErrors, instancePath+"/lastError/at", "#/$defs/time/format");
errors++;
}
}
else {
vErrors = noted(vErrors, instancePath+"/lastError/at", "#/$defs/time/type");
errors++;
}
}
}
else {
vErrors = noted(vErrors, instancePath+"/lastError", "#/properties/lastError/type");
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
validate20.evaluated = {"props":{"functionName":true,"instanceId":true,"reportedAt":true,"windowS":true,"calls":true,"throttles":true,"callsPerSecondMax":true,"breaker":true,"lastError":true},"dynamicProps":false,"dynamicItems":false};


function noted(errors, instancePath, schemaPath, name) {
const error = {instancePath, schemaPath, ...(name !== undefined && {name})};
if(errors === null) return [error];
errors.push(error);
return errors;
}
