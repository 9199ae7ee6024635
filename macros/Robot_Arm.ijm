// The positions of a robot's arm that reach a point, all of them and those with the elbow up or down, from one model:
// an arm of three segments that slides up and down and bends at three joints (Ardizzone et al. 2019).
var folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder with inverse_kinematics.onnx, for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// Copy the model that comes with InferJ into the folder; this one is trained far too briefly to be good.
model = folder + "inverse_kinematics.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=inverse_kinematics simulations=300 steps=20 batchsize=64 modelfile=[" + model + "]");

// The point to reach: x_1 counts upwards from the middle of the rail, x_2 away from the rail.
var up = 0;
var away = 1.5;
table = folder + "point.csv";
File.saveString("x_1,x_2\n" + up + "," + away + "\n", table);
query = "modelfile=[" + model + "] tablefile=[" + table + "] draws=300 seed=1 overwrite=true";

run("InferJ Posterior...", query + " posteriorfile=[" + folder + "any elbow.csv] plotfile=[" + folder + "any elbow.png]");
run("InferJ Interval...", query + " given=[x_1, x_2] constraints=[sin(angle_1) > 0] posteriorfile=[" + folder
	+ "elbow up.csv] plotfile=[" + folder + "elbow up.png]");
run("InferJ Interval...", query + " given=[x_1, x_2] constraints=[sin(angle_1) < 0] posteriorfile=[" + folder
	+ "elbow down.csv] plotfile=[" + folder + "elbow down.png]");

setBatchMode(true);
print("Distance between the point and the end of the arm, on average:");
draw("any elbow", "#555555");
draw("elbow up", "#0072b2");
draw("elbow down", "#d55e00");

// A third of the arms of a table of draws: height, angle_1, angle_2, angle_3.
function draw(name, color) {
	segments = newArray(0.5, 0.5, 1);
	arms = split(File.openAsString(folder + name + ".csv"), "\n");
	Plot.create(name, "x_2 (away from the rail)", "x_1 (along the rail)");
	Plot.setFrameSize(480, 400);
	Plot.setLimits(-0.2, 2, -1.1, 1.1);
	Plot.setColor(color);
	sum = 0;
	for (i = 1; i < arms.length; i++) {
		arm = split(arms[i], ",");
		x1 = parseFloat(arm[arm.length - 4]);
		x2 = 0;
		angle = 0;
		for (k = 0; k < 3; k++) {
			angle += parseFloat(arm[arm.length - 3 + k]);
			x1From = x1;
			x2From = x2;
			x1 += segments[k] * sin(angle);
			x2 += segments[k] * cos(angle);
			if (i % 3 == 0) Plot.drawLine(x2From, x1From, x2, x1);
		}
		sum += sqrt((x1 - up) * (x1 - up) + (x2 - away) * (x2 - away));
	}
	Plot.setColor("black");
	Plot.setLineWidth(3);
	Plot.add("cross", newArray(away, away), newArray(up, up));
	Plot.show();
	saveAs("PNG", folder + name + " arms.png");
	close();
	print("  " + name + ": " + d2s(sum / (arms.length - 1), 4));
}
